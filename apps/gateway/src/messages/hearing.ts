import { SharedDecoding, type VoiceDecoding } from '@sealwave/node/media';
import { Deliveries, type DeliveryLimits, type Listener } from './deliveries';
import type { SoundRates } from './sound-rates';

const MEBIBYTE = 1024 * 1024;

/** A few of the longest messages, for as long as it takes until all listeners of a room have got theirs. */
const SHARED = { maxBytes: 64 * MEBIBYTE, keepMs: 5_000 };

/** Copies of messages of some minutes, which go past long ones that nobody takes in. */
const SHORT_BYTES = 4 * MEBIBYTE;
const MAX_DELIVERED = { short: 8 * MEBIBYTE, long: 24 * MEBIBYTE };
/** What copies may take that stand still because nobody reads them: one of the longest, or a few. */
const MAX_STUCK = { short: 16 * MEBIBYTE, long: 40 * MEBIBYTE };

/** A message in Base64 is there as text, as a packet and as what is written, each a third longer than its bytes. */
const BASE64_COPIES = 4;

/** A browser that is handed messages. */
export interface HearingListener extends Listener {
  /** True where it asked for bytes rather than Base64. */
  readonly wantsBytes: boolean;
}

/** What all browsers of the gateway share when they hear a message: the work of decoding it, and memory. */
export class Hearing {
  private readonly decoding: SharedDecoding;
  private readonly short = new Deliveries(limitsFor('short'));
  private readonly long = new Deliveries(limitsFor('long'));

  /** @param rates charge the one who spoke. */
  constructor(
    voice: VoiceDecoding,
    private readonly rates: Pick<SoundRates, 'chargeSpeaker'>,
  ) {
    this.decoding = new SharedDecoding(voice, SHARED);
  }

  /** The decoding of what one person says, named among all servers and rooms. */
  of(speaker: string): VoiceDecoding {
    return this.decoding.chargedBy((seconds) => this.rates.chargeSpeaker(speaker, seconds));
  }

  /** Waits until a message may be handed to a browser; resolves to what is to be called afterwards. */
  async room(bytes: number, listener: HearingListener): Promise<() => void> {
    // Bytes are the same for all of them.
    const copies = listener.wantsBytes ? 0 : BASE64_COPIES * bytes;
    return (copies > SHORT_BYTES ? this.long : this.short).room(copies, listener);
  }
}

function limitsFor(length: 'short' | 'long'): DeliveryLimits {
  return { maxBytes: MAX_DELIVERED[length], maxStuckBytes: MAX_STUCK[length] };
}

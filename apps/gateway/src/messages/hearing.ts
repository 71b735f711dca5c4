import { SharedDecoding, type VoiceDecoding } from '@sealwave/node/media';
import { Deliveries, type DeliveryLimits, type Listener } from './deliveries';
import type { SoundRates } from './sound-rates';

const MEBIBYTE = 1024 * 1024;

/** Decoded messages that are kept: a few of the longest, until all receivers in a room have got theirs. */
const SHARED = { maxBytes: 64 * MEBIBYTE, keepMs: 5_000 };

/**
 * Largest copy that counts as short, in bytes: a message of some minutes. Short copies do not wait for long
 * ones.
 */
const SHORT_BYTES = 4 * MEBIBYTE;
const MAX_DELIVERED = { short: 8 * MEBIBYTE, long: 24 * MEBIBYTE };
/** Limits for unread copies: one of the longest messages, or a few. */
const MAX_STUCK = { short: 16 * MEBIBYTE, long: 40 * MEBIBYTE };

/**
 * Size of a message in Base64, relative to its bytes: it exists as text, as a packet and as written data,
 * each a third longer.
 */
const BASE64_COPIES = 4;

/** A browser as a receiver of messages. */
export interface HearingListener extends Listener {
  /** Whether it asked for bytes instead of Base64. */
  readonly wantsBytes: boolean;
}

/** What all browsers of the gateway share when they receive messages: the work of decoding, and memory. */
export class Hearing {
  private readonly decoding: SharedDecoding;
  private readonly short = new Deliveries(limitsFor('short'));
  private readonly long = new Deliveries(limitsFor('long'));

  /**
   * @param voice decodes messages.
   * @param rates charge the speaker.
   */
  constructor(
    voice: VoiceDecoding,
    private readonly rates: Pick<SoundRates, 'chargeSpeaker'>,
  ) {
    this.decoding = new SharedDecoding(voice, SHARED);
  }

  /**
   * Decodes the messages of one speaker.
   * @param speaker unique name among all servers and rooms.
   */
  of(speaker: string): VoiceDecoding {
    return this.decoding.chargedBy((seconds) => this.rates.chargeSpeaker(speaker, seconds));
  }

  /**
   * Waits until a message may be handed to a browser.
   * @returns a function to call afterwards.
   */
  async room(bytes: number, listener: HearingListener): Promise<() => void> {
    // All browsers share the bytes.
    const copies = listener.wantsBytes ? 0 : BASE64_COPIES * bytes;
    return (copies > SHORT_BYTES ? this.long : this.short).room(copies, listener);
  }
}

function limitsFor(length: 'short' | 'long'): DeliveryLimits {
  return { maxBytes: MAX_DELIVERED[length], maxStuckBytes: MAX_STUCK[length] };
}

import { SharedDecoding, type VoiceDecoding } from '@sealwave/node/media';
import { discardMemory } from '@sealwave/node/connection';
import type { Incoming } from '@sealwave/node/voice-client';
import { Deliveries, type DeliveryLimits, LARGE_BYTES, type Listener } from './deliveries';
import { SharedMessages } from './shared-messages';
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

/** Limits for messages themselves, which all browsers share: those that are being read, and those that nobody reads. */
const MAX_SHARED: DeliveryLimits = { maxBytes: 40 * MEBIBYTE, maxStuckBytes: 40 * MEBIBYTE };

/**
 * Size of a message in Base64, relative to its bytes: it exists as text, as a packet and as written data,
 * each a third longer.
 */
const BASE64_COPIES = 4;

/** A browser as a receiver of messages. */
export interface HearingListener extends Listener {
  /** Whether it asked for bytes instead of Base64. */
  readonly wantsBytes: boolean;
  /** Whether it receives over HTTP, where bytes become Base64 too. */
  readonly isPolling: boolean;
}

/** How a message came to one link. */
export interface Arrival {
  /** What the link received; given up where the message is in other memory. */
  readonly receivedIn: Uint8Array;
  readonly listener: HearingListener;
  /** Is called when the message is counted here. */
  readonly release: () => void;
}

/** A message that may be handed on. */
export interface Admitted {
  /** With the bytes that all listeners share. */
  readonly message: Incoming;
  /** Call it when the browser has the message. */
  readonly giveBack: () => void;
}

/** What all browsers of the gateway share when they receive messages: the work of decoding, and memory. */
export class Hearing {
  private readonly decoding: SharedDecoding;
  private readonly messages = new SharedMessages(MAX_SHARED);
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

  /** Waits until a message may be handed to a browser. */
  async admit(incoming: Incoming, { receivedIn, listener, release }: Arrival): Promise<Admitted> {
    const { bytes, admitted } = this.messages.share(incoming.bytes, listener);
    // While it waits for its browser, a link keeps no copy of its own of what others have brought.
    if (bytes !== incoming.bytes && !isDecoded(incoming)) discardMemory(incoming.bytes);
    if (bytes.length >= LARGE_BYTES && receivedIn.buffer !== bytes.buffer) {
      discardMemory(receivedIn);
    }
    const leave = await admitted;
    release();
    const copied = await this.roomForCopy(bytes.length, listener);
    const giveBack = (): void => {
      copied();
      leave();
    };
    return { message: { ...incoming, bytes }, giveBack };
  }

  private roomForCopy(bytes: number, listener: HearingListener): Promise<() => void> {
    // A WebSocket sends the shared bytes as they are.
    const needsNoCopy = listener.wantsBytes && !listener.isPolling;
    const copies = needsNoCopy ? 0 : BASE64_COPIES * bytes;
    return (copies > SHORT_BYTES ? this.long : this.short).room(copies, listener);
  }
}

/** Several links share a decoded file. */
function isDecoded({ codec }: Incoming): boolean {
  return codec !== 'none' && codec !== 'unknown';
}

function limitsFor(length: 'short' | 'long'): DeliveryLimits {
  return { maxBytes: MAX_DELIVERED[length], maxStuckBytes: MAX_STUCK[length] };
}

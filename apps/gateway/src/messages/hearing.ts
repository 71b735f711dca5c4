import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import type { AudioReceived } from '@sealwave/contracts';
import type { Bytes } from '@sealwave/kernel';
import { isRiff, type PlayableFormat, type VoiceMessage } from '@sealwave/message';
import type { VoiceDecoding } from '@sealwave/node/media';
import type { Incoming } from '@sealwave/node/voice-client';
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

/** Decoding and memory that all browsers of the gateway share when they receive messages. */
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

/** The event for a received message, in Base64 unless the browser asked for bytes. */
export function toAudioReceived(incoming: Incoming, asBytes: boolean): AudioReceived {
  const { bytes, ...rest } = incoming;
  // A view that copies nothing; Socket.IO sends a Buffer as it is.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    ...rest,
    audio: asBytes ? buffer : base64Of(buffer, bytes),
    format: isRiff(bytes) ? 'wav' : 'opaque',
    verified: true,
  };
}

/** Shares the Base64 text among all browsers that get the same file. */
const texts = new WeakMap<Uint8Array, string>();

function base64Of(buffer: Buffer, bytes: Uint8Array): string {
  const known = texts.get(bytes);
  if (known !== undefined) return known;
  const text = buffer.toString('base64');
  texts.set(bytes, text);
  return text;
}

/** How much to keep for later callers with the same message. */
interface SharedDecodingOptions {
  /** Size of frames and files together, in bytes. */
  readonly maxBytes: number;
  /** How long to keep a decoded file, in milliseconds. */
  readonly keepMs: number;
}

interface Kept {
  readonly message: VoiceMessage;
  readonly format: PlayableFormat;
  readonly file: Promise<Bytes>;
  readonly bytes: number;
}

/**
 * Decodes a message once for all receivers: several connections of one process get the same bytes. A caller
 * with the same message while it is being decoded, or soon after, gets the same file.
 */
export class SharedDecoding {
  private readonly kept = new Set<Kept>();
  private keptBytes = 0;

  constructor(
    private readonly voice: VoiceDecoding,
    private readonly options: SharedDecodingOptions,
  ) {}

  /**
   * The decoder for one receiver.
   * @param charge receives the seconds of sound of a message that nobody has decoded yet; an error that it
   * throws stops the work before it begins.
   */
  chargedBy(charge: (seconds: number) => void): VoiceDecoding {
    return {
      decompress: async (message, format) => this.decompress({ message, format, charge }),
    };
  }

  private decompress({ message, format, charge }: Wanted): Promise<Bytes> {
    for (const kept of this.kept) {
      if (kept.format === format && isSame(kept.message, message)) return kept.file;
    }
    const { sampleCount } = message.report;
    charge(sampleCount / VOICE_SAMPLING_RATE);
    const file = this.voice.decompress(message, format);
    this.keep({ message, format, file, bytes: message.frames.length + 2 * sampleCount });
    return file;
  }

  private keep(kept: Kept): void {
    const { maxBytes, keepMs } = this.options;
    if (kept.bytes > maxBytes) return;
    for (const oldest of this.kept) {
      if (this.keptBytes + kept.bytes <= maxBytes) break;
      this.forget(oldest);
    }
    this.kept.add(kept);
    this.keptBytes += kept.bytes;
    kept.file.then(
      () => setTimeout(() => this.forget(kept), keepMs).unref(),
      () => this.forget(kept), // The callers get the error.
    );
  }

  private forget(kept: Kept): void {
    if (this.kept.delete(kept)) this.keptBytes -= kept.bytes;
  }
}

interface Wanted {
  readonly message: VoiceMessage;
  readonly format: PlayableFormat;
  readonly charge: (seconds: number) => void;
}

/** Senders choose ids, so only the frames tell whether two messages are equal. */
function isSame(one: VoiceMessage, other: VoiceMessage): boolean {
  return (
    one.id === other.id &&
    one.coder === other.coder &&
    one.report.sampleCount === other.report.sampleCount &&
    one.frames.length === other.frames.length &&
    Buffer.compare(one.frames, other.frames) === 0
  );
}

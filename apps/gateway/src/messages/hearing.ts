import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import type { AudioReceived } from '@sealwave/contracts';
import type { Bytes } from '@sealwave/kernel';
import { isRiff, type PlayableFormat, type VoiceMessage } from '@sealwave/message';
import { discardMemory } from '@sealwave/node/connection';
import type { VoiceDecoding } from '@sealwave/node/media';
import type { Incoming } from '@sealwave/node/voice-client';
import { Deliveries, type DeliveryLimits, LARGE_BYTES, type Listener } from './deliveries';
import { SharedMessages } from './shared-messages';
import type { SoundRates } from './sound-rates';

const MEBIBYTE = 1024 * 1024;

/**
 * Limits for keeping decoded messages. A few of the longest fit, until all receivers in a room have got theirs.
 */
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
 * Limits for messages themselves, which all browsers share: one for messages with readers, one for messages
 * that nobody reads.
 */
const MAX_SHARED: DeliveryLimits = { maxBytes: 40 * MEBIBYTE, maxStuckBytes: 40 * MEBIBYTE };

/**
 * Memory of a message in Base64, relative to its bytes. It exists as text, as a packet and as written data,
 * each a third longer.
 */
const BASE64_COPIES = 4;

/** A browser as a receiver of messages. */
export interface HearingListener extends Listener {
  /** Whether it asked for bytes instead of Base64. */
  readonly wantsBytes: boolean;
  /** Whether the browser receives over HTTP. Bytes become Base64 there too. */
  readonly isPolling: boolean;
}

/** How a message arrived on one connection. */
export interface Arrival {
  /** The bytes that the connection received. They are given up when the message is in other memory. */
  readonly receivedIn: Uint8Array;
  readonly listener: HearingListener;
  /** Called when the message is counted here. */
  readonly release: () => void;
}

/** A message that may be handed on. */
export interface Admitted {
  /** The message, with the bytes that all listeners share. */
  readonly message: Incoming;
  /** Call this when the browser has the message. */
  readonly giveBack: () => void;
}

/** Decoding and memory for received messages. All browsers of the gateway share them. */
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
    // While a message waits for its browser, another connection may bring the same bytes. Then this connection
    // keeps no copy of its own.
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

/** The event for a received message, in Base64 unless the browser asked for bytes. */
export function toAudioReceived(incoming: Incoming, asBytes: boolean): AudioReceived {
  const { bytes, ...rest } = incoming;
  // A view, not a copy. Socket.IO sends a Buffer as it is.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    ...rest,
    audio: asBytes ? buffer : base64Of(buffer, bytes),
    format: isRiff(bytes) ? 'wav' : 'opaque',
    verified: true,
  };
}

/** The Base64 text of each file. All browsers that get the same file share the text. */
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
 * Decodes a message once for all receivers. Several connections of one process then get the same bytes. A
 * caller with the same message during decoding, or soon after, gets the same file.
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
   * @param charge called before a message is decoded, with its duration in seconds. If it throws, the work does
   * not begin.
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
    // A caller may give up the memory of the received frames.
    const own = { ...message, frames: new Uint8Array(message.frames) };
    this.keep({ message: own, format, file, bytes: message.frames.length + 2 * sampleCount });
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

/** Whether two messages are equal. Senders choose ids, so only the frames tell. */
function isSame(one: VoiceMessage, other: VoiceMessage): boolean {
  return (
    one.id === other.id &&
    one.coder === other.coder &&
    one.report.sampleCount === other.report.sampleCount &&
    one.frames.length === other.frames.length &&
    Buffer.compare(one.frames, other.frames) === 0
  );
}

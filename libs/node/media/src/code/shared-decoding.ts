import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import type { PlayableFormat, VoiceMessage } from '@sealwave/message';
import type { VoiceDecoding } from './voice-decoding';

/** How much to keep for later callers with the same message. */
export interface SharedDecodingOptions {
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
    // A caller may give up the memory that the frames came in.
    const own = { ...message, frames: message.frames.slice() };
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

import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import type { PlayableFormat, VoiceMessage } from '@sealwave/message';
import type { VoiceDecoding } from './voice-decoding';

/** How much is kept for those who ask for the same a little later. */
export interface SharedDecodingOptions {
  /** Frames and files together, in bytes. */
  readonly maxBytes: number;
  /** From when a file is ready, in milliseconds. */
  readonly keepMs: number;
}

interface Kept {
  readonly message: VoiceMessage;
  readonly format: PlayableFormat;
  readonly file: Promise<Bytes>;
  readonly bytes: number;
}

/**
 * Decodes a message once for all who hear it: several links of one process get the same bytes, each on a connection of
 * its own. Who asks for the same while it is decoded, or soon after, gets the same file.
 */
export class SharedDecoding {
  private readonly kept = new Set<Kept>();
  private keptBytes = 0;

  constructor(
    private readonly voice: VoiceDecoding,
    private readonly options: SharedDecodingOptions,
  ) {}

  /**
   * The decoding for one listener.
   * @param charge is told the seconds of sound of a message that nobody has decoded yet; what it throws ends the work
   * before it begins.
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
      () => this.forget(kept), // the callers get the error
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

/** An id is chosen by its sender, so that only the frames themselves tell. */
function isSame(one: VoiceMessage, other: VoiceMessage): boolean {
  return (
    one.id === other.id &&
    one.coder === other.coder &&
    one.report.sampleCount === other.report.sampleCount &&
    one.frames.length === other.frames.length &&
    Buffer.compare(one.frames, other.frames) === 0
  );
}

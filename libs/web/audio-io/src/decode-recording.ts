import { InjectionToken } from '@angular/core';
import { mixToMono, VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A decoded recording, one channel. */
export interface DecodedRecording {
  /** Nominally -1 to +1. */
  readonly samples: Float32Array;
  readonly durationMs: number;
}

/**
 * Decodes a recording in any container that this browser plays.
 * @param samplingRate sampling rate of the result, in Hz; {@link VOICE_SAMPLING_RATE} unless given. The
 * browser converts with its own filter.
 * @throws RecordingError when the browser cannot decode it.
 */
export type DecodeRecording = (recording: Blob, samplingRate?: number) => Promise<DecodedRecording>;

/** These bytes are not a recording that this browser can read. */
export class RecordingError extends VoiceError {
  override readonly peerFault = true;

  static unreadable(cause: unknown): RecordingError {
    const message = 'the browser cannot decode the recording';
    return new RecordingError(ErrorCode.AudioUnreadable, message, {}, { cause });
  }
}

/**
 * Longest time for decoding, in milliseconds. Decoders are many times faster than playback, and a recording
 * lasts minutes at most. A decoder that takes longer will never answer. The caller then continues without the
 * picture.
 */
const PATIENCE_MS = 30_000;

/**
 * The browser's own decoder, off the main thread. Tests replace it, because their environments have no decoder.
 */
export const DECODE_RECORDING = new InjectionToken<DecodeRecording>('DecodeRecording', {
  providedIn: 'root',
  factory: () => decodeWithBrowser,
});

async function decodeWithBrowser(
  recording: Blob,
  samplingRate = VOICE_SAMPLING_RATE,
): Promise<DecodedRecording> {
  const deadline = new Deadline();
  const sound = await Promise.race([decoded(recording, samplingRate), deadline.passed])
    .catch((cause: unknown) => {
      throw RecordingError.unreadable(cause);
    })
    .finally(() => deadline.end());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, channel) =>
    sound.getChannelData(channel),
  );
  return { samples: mixToMono(channels), durationMs: sound.duration * 1000 };
}

async function decoded(recording: Blob, samplingRate: number): Promise<AudioBuffer> {
  // The context renders nothing. It only sets the sampling rate for decoding.
  const context = new OfflineAudioContext(1, 1, samplingRate);
  return context.decodeAudioData(await recording.arrayBuffer());
}

/** Rejects after {@link PATIENCE_MS}. */
class Deadline {
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly passed = new Promise<never>((_, reject) => {
    const late = (): void => reject(new DOMException('no answer', 'TimeoutError'));
    this.timer = setTimeout(late, PATIENCE_MS);
  });

  end(): void {
    clearTimeout(this.timer);
  }
}

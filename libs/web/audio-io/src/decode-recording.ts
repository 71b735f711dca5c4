import { InjectionToken } from '@angular/core';
import { mixToMono, VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A recording as sound of one channel. */
export interface DecodedRecording {
  /** Nominally -1 to +1. */
  readonly samples: Float32Array;
  readonly durationMs: number;
}

/**
 * Turns the container that a recording is in, whichever this browser plays, into sound.
 * @param samplingRate of the samples, in Hz; {@link VOICE_SAMPLING_RATE} without it. The browser
 * converts, by a filter of its own.
 * @throws RecordingError when the browser cannot.
 */
export type DecodeRecording = (recording: Blob, samplingRate?: number) => Promise<DecodedRecording>;

/** The bytes are no recording that this browser can read. */
export class RecordingError extends VoiceError {
  override readonly peerFault = true;

  static unreadable(cause: unknown): RecordingError {
    const message = 'the browser cannot decode the recording';
    return new RecordingError(ErrorCode.AudioUnreadable, message, {}, { cause });
  }
}

/**
 * Decoders are many times faster than playback, and a recording lasts for minutes at most. One that has not answered by then
 * never does, and what waits for the picture of a recording goes on without it.
 */
const PATIENCE_MS = 30_000;

/** The browser's own decoder, off the main thread; a port because test environments have none. */
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
  // The context renders nothing: it states the sampling rate that the decoder converts to.
  const context = new OfflineAudioContext(1, 1, samplingRate);
  return context.decodeAudioData(await recording.arrayBuffer());
}

/** Rejects when nothing has come for {@link PATIENCE_MS}. */
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

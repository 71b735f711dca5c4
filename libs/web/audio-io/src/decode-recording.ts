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

/** The browser's own decoder, off the main thread; a port because test environments have none. */
export const DECODE_RECORDING = new InjectionToken<DecodeRecording>('DecodeRecording', {
  providedIn: 'root',
  factory: () => decodeWithBrowser,
});

async function decodeWithBrowser(
  recording: Blob,
  samplingRate = VOICE_SAMPLING_RATE,
): Promise<DecodedRecording> {
  const sound = await decoded(recording, samplingRate).catch((cause: unknown) => {
    throw RecordingError.unreadable(cause);
  });
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

import type { CoderName } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { playableWav, type PlayableFormat, type VoiceMessage } from '@sealwave/message';
import { AudioError } from '../decode/audio-error';
import { decodeRecording } from '../decode/decode-recording';
import type { CompressedAudio } from './compressed-audio';
import { RecordingEncoder } from './recording-encoder';
import type { VoiceDecoding } from './voice-decoding';
import { CooperativeScheduler } from './cooperative-scheduler';

/** Longest recording in seconds, unless the caller says otherwise. */
const DEFAULT_MAX_SECONDS = 15 * 60;

/** Options of {@link CompressionService.compress}. */
export interface CompressOptions {
  /** `nlp64` unless given. */
  readonly coder?: CoderName;
  /** Stops the work early; the promise then rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
  /** Longest accepted recording, in seconds; {@link DEFAULT_MAX_SECONDS} unless given. */
  readonly maxSeconds?: number;
  /** Receives the duration of each piece of sound, in seconds; an error that it throws stops the work. */
  readonly onSound?: (seconds: number) => void;
  /** Receives the share that is done now and then, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Codes browsers' recordings as 64 kbit/s voice, and decodes such voice into files that play. */
export class CompressionService implements VoiceDecoding {
  /** Shared by all recordings, so that together they block the event loop no longer than one. */
  private readonly turns = new CooperativeScheduler();

  /**
   * Decodes a recording (WebM or Ogg with Opus, WAVE, MP3 or FLAC, recognised by content), mixes it to mono,
   * resamples it to 8 kHz and codes it. It works in small steps, and the event loop is free in between.
   * @throws AudioError, as a rejection, when the recording is empty, damaged, cut, too long or of an
   * unsupported kind.
   */
  async compress(recording: Uint8Array, options: CompressOptions = {}): Promise<CompressedAudio> {
    const { signal, coder = 'nlp64', maxSeconds = DEFAULT_MAX_SECONDS } = options;
    signal?.throwIfAborted();
    let encoder: RecordingEncoder | undefined;
    for await (const { samplingRate, samples, done } of decodeRecording(recording)) {
      encoder ??= new RecordingEncoder(samplingRate, { coder, maxSeconds });
      options.onSound?.(samples.length / samplingRate);
      encoder.push(samples);
      if (done !== undefined) options.onProgress?.(done);
      await this.turns.yieldIfDue();
      signal?.throwIfAborted();
    }
    if (!encoder) throw AudioError.empty();
    return encoder.finish();
  }

  /**
   * Decodes voice into a RIFF/WAVE file that plays anywhere, in equally small steps.
   * @throws CodedAudioError, as a rejection, when its frames do not decode.
   */
  async decompress(message: VoiceMessage, format: PlayableFormat): Promise<Bytes> {
    const work = playableWav(message, format);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      await this.turns.yieldIfDue();
    }
  }
}

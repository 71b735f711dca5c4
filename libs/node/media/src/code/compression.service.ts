import type { CoderName } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { playableWav, type PlayableFormat, type VoiceMessage } from '@sealwave/message';
import { AudioError } from '../decode/audio-error';
import { decodeRecording } from '../decode/decode-recording';
import type { CompressedAudio } from './compressed-audio';
import { RecordingEncoder } from './recording-encoder';
import type { VoiceDecoding } from './voice-decoding';
import { CooperativeScheduler } from './cooperative-scheduler';

/** Longest recording unless a caller says otherwise, in seconds. */
const DEFAULT_MAX_SECONDS = 15 * 60;

/** What a caller of {@link CompressionService.compress} may set. */
export interface CompressOptions {
  /** `nlp64` without it. */
  readonly coder?: CoderName;
  /** Ends the work early; the promise then rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
  /** Longest recording that is taken, in seconds; {@link DEFAULT_MAX_SECONDS} without it. */
  readonly maxSeconds?: number;
  /** Is told of each piece of sound how many seconds it has; what it throws ends the work. */
  readonly onSound?: (seconds: number) => void;
  /** Is told, again and again, which part of the recording is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Makes 64 kbit/s voice of the recordings that browsers send, and files that play of such voice. */
export class CompressionService implements VoiceDecoding {
  /** One for all recordings: together they hold the event loop no longer than one of them. */
  private readonly turns = new CooperativeScheduler();

  /**
   * Decodes a recording (WebM or Ogg with Opus, WAVE, MP3 or FLAC, recognised by content), mixes it to mono,
   * resamples it to 8 kHz and codes it. Works in small steps, in between which the event loop is free.
   * @throws AudioError (as a rejection) when the recording is empty, broken, cut, too long or of a kind
   * that is not read.
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
   * Decodes voice into a RIFF/WAVE file that plays anywhere, in steps as small.
   * @throws CodedAudioError (as a rejection) when its frames do not decode.
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

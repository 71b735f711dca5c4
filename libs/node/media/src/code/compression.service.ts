import {
  type CoderName,
  MessageEncoder,
  type QualityReport,
  Resampler,
  toInt16,
  VOICE_CODERS,
  VOICE_SAMPLING_RATE,
} from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { playableWav, type PlayableFormat, type VoiceMessage } from '@sealwave/message';
import { AudioError } from '../decode/audio-error';
import { decodeRecording } from '../decode/decode-recording';
import type { VoiceDecoding } from './voice-decoding';
import { CooperativeScheduler } from './cooperative-scheduler';

/** A coded recording: 64 kbit/s of voice at 8 kHz, one channel, with its quality report. */
export interface CompressedAudio {
  readonly coder: CoderName;
  /** The frames of the coder, without gaps. */
  readonly frames: Bytes;
  /**
   * Compares the coded signal with the 8 kHz, 16-bit signal. The report also has the number of samples and
   * coded bytes.
   */
  readonly report: QualityReport;
  /** Duration of the decoded recording, rounded to a millisecond. */
  readonly durationMs: number;
}

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
  /** Receives the duration of each piece of sound, in seconds. If it throws, the work stops. */
  readonly onSound?: (seconds: number) => void;
  /** Receives progress from time to time, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Codes browsers' recordings as 64 kbit/s voice. Also decodes such voice into files that play. */
export class CompressionService implements VoiceDecoding {
  /** All recordings share it, so together they block the event loop no longer than one. */
  private readonly turns = new CooperativeScheduler();

  /**
   * Decodes a recording, mixes it to mono, resamples it to 8 kHz and codes it. The recording may be WebM or Ogg
   * with Opus, WAVE, MP3 or FLAC, recognised by content. The work has small steps and leaves the event loop
   * free in between.
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
   * Decodes voice into a RIFF/WAVE file that plays anywhere. The work has small steps, as in {@link compress}.
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

/** How to code a recording. */
export interface RecordingEncoderOptions {
  readonly coder: CoderName;
  /** Longest accepted recording, in seconds. */
  readonly maxSeconds: number;
}

/** Resamples sound of one channel to 8 kHz, codes it as it streams in, and measures the result. */
export class RecordingEncoder {
  private readonly resampler: Resampler;
  private readonly encoder: MessageEncoder;
  private readonly parts: Bytes[] = [];
  private sampleCount = 0;

  /**
   * @param samplingRate sampling rate of the input, in Hz.
   * @param options how to code it.
   */
  constructor(
    private readonly samplingRate: number,
    private readonly options: RecordingEncoderOptions,
  ) {
    this.resampler = new Resampler(samplingRate, VOICE_SAMPLING_RATE);
    this.encoder = new MessageEncoder(VOICE_CODERS[options.coder]);
  }

  /**
   * Adds samples.
   * @throws AudioError as soon as the recording is too long.
   */
  push(samples: Float32Array): void {
    this.sampleCount += samples.length;
    const { maxSeconds } = this.options;
    if (this.sampleCount > maxSeconds * this.samplingRate) throw AudioError.tooLong(maxSeconds);
    this.code(this.resampler.push(samples));
  }

  /**
   * Ends the recording.
   * @throws AudioError when it is empty.
   */
  finish(): CompressedAudio {
    if (this.sampleCount === 0) throw AudioError.empty();
    this.code(this.resampler.flush());
    this.parts.push(this.encoder.flush());
    const { report } = this.encoder;
    return {
      coder: this.options.coder,
      frames: join(this.parts, report.codedBytes),
      report,
      durationMs: Math.round((this.sampleCount / this.samplingRate) * 1000),
    };
  }

  private code(resampled: Float32Array): void {
    this.parts.push(this.encoder.push(toInt16(resampled)));
  }
}

/** Joins the parts. There may be more parts than a function takes arguments, hence the loop. */
function join(parts: readonly Bytes[], bytes: number): Bytes {
  const joined = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

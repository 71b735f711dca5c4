import {
  CodedAudioError,
  type CoderName,
  FRAME_SAMPLES,
  parseQualityReport,
  type QualityReport,
  VOICE_CODERS,
  VOICE_SAMPLING_RATE,
  wrapSamples,
} from '@sealwave/audio';
import type { EndedTransmission } from '@sealwave/e2ee/session';
import type { Bytes } from '@sealwave/kernel';

const SAMPLE_BYTES = 2;

/** A transmission as a file that plays anywhere. */
export interface DecodedTransmission {
  readonly wav: Bytes;
  readonly durationMs: number;
  /** Null where the sender's report did not come, or is malformed. */
  readonly report: QualityReport | null;
  /** How many of the frames that came do not decode: they are silent, as are those that did not come. */
  readonly undecodable: number;
}

/** Decodes voice that was received. What is missing between its frames is silence of the same length. */
export function decodeTransmission(
  { frames, report }: Pick<EndedTransmission, 'frames' | 'report'>,
  coder: CoderName,
): DecodedTransmission {
  const measured = reportIn(report);
  const frameCount = frames.reduce((most, { counter }) => Math.max(most, counter + 1), 0);
  const sampleCount = Math.min(measured?.sampleCount ?? Infinity, frameCount * FRAME_SAMPLES);
  const samples = new Int16Array(frameCount * FRAME_SAMPLES);
  const decoder = VOICE_CODERS[coder].newDecoder();
  let undecodable = 0;
  for (const { counter, plaintext } of frames) {
    const at = counter * FRAME_SAMPLES;
    try {
      decoder.decode(plaintext, samples.subarray(at, at + FRAME_SAMPLES));
    } catch (error) {
      if (!(error instanceof CodedAudioError)) throw error;
      undecodable++;
    }
  }
  const wav = waveOf(samples.subarray(0, sampleCount));
  const durationMs = (sampleCount / VOICE_SAMPLING_RATE) * 1000;
  return { wav, durationMs, report: measured, undecodable };
}

function reportIn(bytes: Bytes): QualityReport | null {
  try {
    return bytes.length === 0 ? null : parseQualityReport(bytes);
  } catch (error) {
    if (!(error instanceof CodedAudioError)) throw error;
    return null;
  }
}

function waveOf(samples: Int16Array): Bytes {
  const data = new Uint8Array(samples.length * SAMPLE_BYTES);
  const view = new DataView(data.buffer);
  samples.forEach((sample, i) => view.setInt16(i * SAMPLE_BYTES, sample, true));
  const format = {
    sampleFormat: 's16',
    samplingRate: VOICE_SAMPLING_RATE,
    channelCount: 1,
  } as const;
  return wrapSamples(format, data);
}

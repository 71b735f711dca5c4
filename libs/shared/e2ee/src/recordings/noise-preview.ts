import { readRiff, WavError, writeWav } from '@sealwave/audio';
import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';

/** Range of sampling rates that every browser plays, in Hz. */
const MIN_SAMPLING_RATE = 8000;
const MAX_SAMPLING_RATE = 48_000;
const FADE_IN_MS = 300;
/**
 * Longest preview in milliseconds. Nobody listens to noise for longer. It also bounds the memory that a claimed
 * duration can reserve.
 */
const MAX_DURATION_MS = 600_000;
/**
 * -27 dBFS. Between two samples of noise, a sound card's output can peak at nearly twice the sample values.
 * Even those peaks must stay below -20 dBFS.
 */
const PEAK = 0.045;
const MIDDLE = 127.5;

/**
 * Makes the sealed bytes of a WAVE file audible as noise. The noise is faded in and never louder than -20 dBFS.
 * Unchanged bytes would play 27 dB louder and frighten a listener.
 * @param durationMs duration of the original in milliseconds, more than 0. The noise lasts as long, but at most
 * ten minutes. Bytes are repeated or left out when no sampling rate of browsers fits. Without a duration, every
 * byte is played once at 8000 Hz.
 * @returns a WAVE file, 16 bits, one channel.
 * @throws WavError when `file` holds no samples.
 * @throws UsageError for a duration that is not above 0.
 */
export function noisePreview(file: Bytes, durationMs?: number): Bytes {
  const noise = readRiff(file).chunks.find(({ id }) => id === 'data')?.body;
  if (noise === undefined || noise.length === 0)
    throw WavError.unreadable('the file has no samples');
  const { samplingRate, sampleCount } = pace(noise.length, durationMs);
  const samples = new Float32Array(sampleCount);
  const fadeSamples = Math.max(1, (FADE_IN_MS / 1000) * samplingRate);
  for (let i = 0; i < sampleCount; i++) {
    const gain = PEAK * Math.min(1, i / fadeSamples);
    samples[i] = (noise[i % noise.length] / MIDDLE - 1) * gain;
  }
  return writeWav({ samplingRate, channels: [samples] }, 's16');
}

function pace(
  byteCount: number,
  durationMs: number | undefined,
): { samplingRate: number; sampleCount: number } {
  if (durationMs === undefined) return { samplingRate: MIN_SAMPLING_RATE, sampleCount: byteCount };
  if (!(durationMs > 0)) throw new UsageError(ErrorCode.Usage, 'durationMs must be above 0');
  const seconds = Math.min(durationMs, MAX_DURATION_MS) / 1000;
  const wanted = Math.round(byteCount / seconds);
  const samplingRate = Math.min(MAX_SAMPLING_RATE, Math.max(MIN_SAMPLING_RATE, wanted));
  return { samplingRate, sampleCount: Math.max(1, Math.round(seconds * samplingRate)) };
}

import {
  type CoderName,
  MessageEncoder,
  type QualityReport,
  Resampler,
  toInt16,
  VOICE_CODERS,
  VOICE_SAMPLING_RATE,
} from '@sealwave/audio';

/**
 * Sampling rate that a clip must be decoded to, in Hz. Our own filter does the last step down to the coder's
 * rate, as in the gateway. With the browser's filter, the figures would differ by a decibel.
 */
export const MEASURED_SAMPLING_RATE = 2 * VOICE_SAMPLING_RATE;

/** Samples of one step: a tenth of a second. A turn then ends close to its limit. */
const STEP_SAMPLES = MEASURED_SAMPLING_RATE / 10;

/** Longest turn in milliseconds. It leaves time to paint a frame of 16 ms. */
const MAX_TURN_MS = 8;

/**
 * Codes a whole recording and measures its quality as the gateway will. It works in short turns; the page can
 * react in between.
 * @param samples one channel at {@link MEASURED_SAMPLING_RATE}.
 * @throws the reason of `signal` when that aborts the work.
 */
export async function measureClip(
  samples: Float32Array,
  coder: CoderName,
  signal: AbortSignal,
): Promise<QualityReport> {
  const resampler = new Resampler(MEASURED_SAMPLING_RATE);
  const encoder = new MessageEncoder(VOICE_CODERS[coder]);
  const code = (resampled: Float32Array) => encoder.push(toInt16(resampled));
  let turnStart = performance.now();
  for (let at = 0; at < samples.length; at += STEP_SAMPLES) {
    code(resampler.push(samples.subarray(at, at + STEP_SAMPLES)));
    if (performance.now() - turnStart < MAX_TURN_MS) continue;
    await nextTurn();
    signal.throwIfAborted();
    turnStart = performance.now();
  }
  code(resampler.flush());
  encoder.flush();
  return encoder.report;
}

/** Lets input, painting and playback run. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

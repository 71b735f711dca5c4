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
 * What a clip has to be decoded to, in Hz: the last step down to the rate of the coder is left to our own
 * filter, which is that of the gateway. With the browser's, the figures come out a decibel off.
 */
export const MEASURED_SAMPLING_RATE = 2 * VOICE_SAMPLING_RATE;

/** One step codes a tenth of a second, so that a turn ends close to where it should. */
const STEP_SAMPLES = MEASURED_SAMPLING_RATE / 10;

/** A turn leaves room for a frame of 16 ms to be painted. */
const MAX_TURN_MS = 8;

/**
 * Runs the coder over a whole recording and measures what that took from it, as the gateway will. It
 * works in short turns and lets the page live in between.
 * @param samples one channel at {@link MEASURED_SAMPLING_RATE}.
 * @throws the reason of `signal` when that ends the work early.
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

/** Lets whatever waits have its turn: input, painting, playback. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

import {
  type CoderName,
  FRAME_SAMPLES,
  MessageEncoder,
  type QualityReport,
  toInt16,
  VOICE_CODERS,
} from '@sealwave/audio';

/** One step codes a tenth of a second, so that a turn ends close to where it should. */
const STEP_SAMPLES = 5 * FRAME_SAMPLES;

/** A turn leaves room for a frame of 16 ms to be painted. */
const MAX_TURN_MS = 8;

/** How a clip is to be measured. */
export interface MeasureOptions {
  readonly coder: CoderName;
  /** Ends the work early. */
  readonly signal: AbortSignal;
  /** Told when another percent is done; a whole number. */
  readonly onPercent: (percent: number) => void;
}

/**
 * Runs the coder over a whole recording and measures what that took from it, as the gateway will. It
 * works in short turns and lets the page live in between.
 * @param samples one channel at 8 kHz.
 * @throws the reason of `signal` when that ends it.
 */
export async function measureClip(
  samples: Float32Array,
  { coder, signal, onPercent }: MeasureOptions,
): Promise<QualityReport> {
  const encoder = new MessageEncoder(VOICE_CODERS[coder]);
  let turnStart = performance.now();
  let told = 0;
  for (let at = 0; at < samples.length; at += STEP_SAMPLES) {
    encoder.push(toInt16(samples.subarray(at, at + STEP_SAMPLES)));
    if (performance.now() - turnStart < MAX_TURN_MS) continue;
    const percent = Math.floor((100 * at) / samples.length);
    if (percent > told) onPercent((told = percent));
    await nextTurn();
    signal.throwIfAborted();
    turnStart = performance.now();
  }
  encoder.flush();
  return encoder.report;
}

/** Lets whatever waits have its turn: input, painting, playback. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

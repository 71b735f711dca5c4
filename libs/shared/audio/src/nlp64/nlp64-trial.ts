import {
  codeOfLevel,
  FRAME_BITS,
  levelOfCode,
  ORDER_BITS,
  reconstruct,
  STEP_BITS,
} from './nlp64-frame';
import { predict } from './nlp64-predictor';
import { INITIAL_RICE_STATE, nextRiceState, riceLength, riceParameter } from './nlp64-rice';
import { FRAME_SAMPLES } from '../coding/voice-coder';

const { floor, imul } = Math;

/** One attempt to code a frame: what it would cost, and what would come out. */
export class FrameTrial {
  /** One for each sample, as the Rice code takes them. */
  readonly codes = new Int32Array(FRAME_SAMPLES);
  order = 0;
  step = 0;
  /** Size of the frame without padding, in bits. */
  bits = 0;
  /** Sum of squares of what the decoder will be off; below 2^31. */
  noiseEnergy = 0;
  /** What the decoder will return. */
  private readonly decoded = new Int16Array(FRAME_SAMPLES);

  get fits(): boolean {
    return this.bits <= FRAME_BITS;
  }

  /** The step with which the frame would be just full: doubling a step saves some 160 to 180 bits. */
  get nextStep(): number {
    const missing = this.bits - FRAME_BITS;
    return this.step + ((this.step * missing) >> 8) + (missing > 0 ? 1 : -1);
  }

  /**
   * Codes `samples`. The prediction is made from decoded samples, as the decoder has to make it, so
   * that errors of the quantiser do not add up. `| 0` tells compilers that a sum stays within 32 bits,
   * which makes this a third faster.
   */
  run(samples: Int16Array, order: number, step: number): void {
    let state = INITIAL_RICE_STATE;
    let bits = ORDER_BITS + STEP_BITS;
    let noiseEnergy = 0;
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      const prediction = predict(this.decoded, i, order);
      const code = codeOfLevel(nearestLevel(samples[i] - prediction, step));
      const sample = reconstruct(prediction, levelOfCode(code), step);
      const noise = samples[i] - sample;
      this.codes[i] = code;
      this.decoded[i] = sample;
      noiseEnergy = (noiseEnergy + imul(noise, noise)) | 0;
      bits = (bits + riceLength(code, riceParameter(state))) | 0;
      state = nextRiceState(state, code);
    }
    this.order = order;
    this.step = step;
    this.bits = bits;
    this.noiseEnergy = noiseEnergy;
  }
}

/** Rounds to whole steps, one half up; a step counts eighths. */
function nearestLevel(difference: number, step: number): number {
  return floor((16 * difference + step) / (2 * step));
}

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

/** One attempt to code a frame: its size, its error and its codes. */
export class FrameTrial {
  /** The Rice code of each sample. */
  readonly codes = new Int32Array(FRAME_SAMPLES);
  order = 0;
  step = 0;
  /** Size of the frame without padding, in bits. */
  bits = 0;
  /** Sum of squares of the decoder's errors; below 2^31. */
  noiseEnergy = 0;
  /** The samples that the decoder will return. */
  private readonly decoded = new Int16Array(FRAME_SAMPLES);

  get fits(): boolean {
    return this.bits <= FRAME_BITS;
  }

  /** Estimates the step that would just fill the frame. Doubling a step saves 160 to 180 bits. */
  get nextStep(): number {
    const missing = this.bits - FRAME_BITS;
    return this.step + ((this.step * missing) >> 8) + (missing > 0 ? 1 : -1);
  }

  /**
   * Codes `samples`. Predicts from decoded samples, as the decoder must. So quantiser errors do not add up.
   * `| 0` tells compilers that a sum stays within 32 bits, which makes this a third faster.
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

/** Rounds `difference` to whole steps, halves up. Steps are in eighths, hence the factor. */
function nearestLevel(difference: number, step: number): number {
  return floor((16 * difference + step) / (2 * step));
}

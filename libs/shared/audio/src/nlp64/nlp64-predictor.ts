import { clampToInt16, ORDERS } from './nlp64-frame';
import { FRAME_SAMPLES } from '../coding/voice-coder';

const { abs } = Math;

/**
 * Predicts sample `index` of a frame from the `order` samples before it. The prediction continues the
 * polynomial through these samples (the fixed predictors of Shorten, Robinson 1994). The first samples of a
 * frame have fewer predecessors and use a lower order.
 */
export function predict(samples: Int16Array, index: number, order: number): number {
  const last = samples[index - 1];
  switch (order < index ? order : index) {
    case 0:
      return 0;
    case 1:
      return last;
    case 2:
      return clampToInt16(2 * last - samples[index - 2]);
    default:
      return clampToInt16(3 * (last - samples[index - 2]) + samples[index - 3]);
  }
}

/** The error of each predictor order when it predicts a frame from its true samples. */
export class PredictionErrors {
  /** Sum of the absolute errors, indexed by order. */
  readonly sums = new Int32Array(ORDERS);
  /** Largest absolute error, indexed by order. */
  readonly peaks = new Int32Array(ORDERS);

  /** Measures a frame and replaces the results of the previous one. */
  measure(samples: Int16Array): void {
    for (let order = 0; order < ORDERS; order++) {
      let sum = 0;
      let peak = 0;
      for (let i = 0; i < FRAME_SAMPLES; i++) {
        const error = abs(samples[i] - predict(samples, i, order));
        sum += error;
        if (error > peak) peak = error;
      }
      this.sums[order] = sum;
      this.peaks[order] = peak;
    }
  }

  /** The order with the smallest sum; on a tie, the lowest. */
  get bestOrder(): number {
    let best = 0;
    for (let order = 1; order < ORDERS; order++) {
      if (this.sums[order] < this.sums[best]) best = order;
    }
    return best;
  }
}

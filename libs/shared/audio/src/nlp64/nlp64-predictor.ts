import { clampToInt16, ORDERS } from './nlp64-frame';
import { FRAME_SAMPLES } from '../coding/voice-coder';

const { abs } = Math;

/**
 * What sample `index` of a frame is expected to be: the polynomial through the `order` samples before
 * it, continued (the fixed predictors of Shorten, Robinson 1994). At the start of a frame there are
 * fewer than that, and the order is as much lower.
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

/** How far each order of the predictor is off, when it predicts a frame from its true samples. */
export class PredictionErrors {
  /** Sum of the absolute errors, by order. */
  readonly sums = new Int32Array(ORDERS);
  /** Largest absolute error, by order. */
  readonly peaks = new Int32Array(ORDERS);

  /** Measures a frame, which replaces the one before. */
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

  /** The order with the smallest sum, the lowest of several. */
  get bestOrder(): number {
    let best = 0;
    for (let order = 1; order < ORDERS; order++) {
      if (this.sums[order] < this.sums[best]) best = order;
    }
    return best;
  }
}

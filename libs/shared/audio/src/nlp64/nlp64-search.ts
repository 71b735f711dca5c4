import { MAX_STEP, MIN_STEP, ORDERS } from './nlp64-frame';
import { PredictionErrors } from './nlp64-predictor';
import { FrameTrial } from './nlp64-trial';
import { REQUIRED_SNR_DB } from '../quality/quality-report';

/** Ratio of signal to noise energy, not in dB, below which the search continues. */
const REQUIRED_RATIO = 10 ** (REQUIRED_SNR_DB / 10);

/** First guess of the step: the sum of absolute prediction errors divided by this; measured on speech. */
const ERROR_SUM_PER_STEP = 820;

/** Below this estimated step, the search tries a lossless step first, because the estimate is too coarse. */
const PERHAPS_LOSSLESS = 2 * MIN_STEP;

/** Trials that follow the slope. After these, bisection takes over, which needs at most 14 more. */
const GUIDED_TRIALS = 6;

/**
 * Chooses the order and the step of a frame: the order that predicts best, and the smallest step with which
 * the frame fits. That gives about 50 dB for speech. Where it gives too little, as for a signal of only a few
 * values, it also tries steps that divide the largest error, order by order.
 */
export class FrameSearch {
  /** The chosen frame, after {@link run}. */
  readonly trial = new FrameTrial();
  private readonly errors = new PredictionErrors();
  private order = 0;
  private step = MAX_STEP;
  private noiseEnergy = Infinity;

  /** Depends on the samples alone: equal frames are coded alike, whatever came before. */
  run(samples: Int16Array, signalEnergy: number): void {
    this.errors.measure(samples);
    this.noiseEnergy = Infinity;
    this.trySmallestStep(samples, this.errors.bestOrder);
    for (let order = 0; order < ORDERS; order++) {
      if (signalEnergy >= REQUIRED_RATIO * this.noiseEnergy) break;
      this.tryAlignedSteps(samples, order);
    }
    const { trial, order, step } = this;
    if (trial.order !== order || trial.step !== step) trial.run(samples, order, step);
    // Order 0 with the largest step always fits: the spec checks it for all states of the Rice code.
    if (!trial.fits) throw new Error('no step makes the frame fit');
  }

  /**
   * Finds the smallest step that fits. The fit is not strictly monotone in the step, so this can miss a
   * slightly smaller one.
   * @returns a step that was tried and fits, or one above the maximum when none fits.
   */
  private trySmallestStep(samples: Int16Array, order: number): number {
    const { trial } = this;
    let tooSmall = MIN_STEP - 1;
    let fitting = MAX_STEP + 1;
    let noiseEnergy = Infinity;
    let step = this.firstStep(order);
    for (let trials = 1; fitting - tooSmall > 1; trials++) {
      trial.run(samples, order, step);
      if (trial.fits) {
        fitting = step;
        noiseEnergy = trial.noiseEnergy;
      } else {
        tooSmall = step;
      }
      const next = trials <= GUIDED_TRIALS ? trial.nextStep : (tooSmall + fitting) >> 1;
      step = Math.max(tooSmall + 1, Math.min(fitting - 1, next));
    }
    this.keepBest(order, fitting, noiseEnergy);
    return fitting;
  }

  /**
   * Tries steps of which the largest prediction error is a whole multiple. For a signal of a few values, the
   * smallest fitting step may match none of them, while such a larger step matches all.
   */
  private tryAlignedSteps(samples: Int16Array, order: number): void {
    const smallest = this.trySmallestStep(samples, order);
    const peak = MIN_STEP * this.errors.peaks[order];
    for (let count = Math.floor(peak / smallest); count > 0; count--) {
      const step = Math.ceil(peak / count);
      if (step > MAX_STEP) return;
      this.trial.run(samples, order, step);
      if (this.trial.fits) this.keepBest(order, step, this.trial.noiseEnergy);
    }
  }

  private firstStep(order: number): number {
    const estimate = Math.round(this.errors.sums[order] / ERROR_SUM_PER_STEP);
    return estimate <= PERHAPS_LOSSLESS ? MIN_STEP : Math.min(estimate, MAX_STEP);
  }

  private keepBest(order: number, step: number, noiseEnergy: number): void {
    if (noiseEnergy >= this.noiseEnergy) return;
    this.order = order;
    this.step = step;
    this.noiseEnergy = noiseEnergy;
  }
}

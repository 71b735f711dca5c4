import { MAX_STEP, MIN_STEP, ORDERS } from './nlp64-frame';
import { PredictionErrors } from './nlp64-predictor';
import { FrameTrial } from './nlp64-trial';
import { REQUIRED_SNR_DB } from '../quality/quality-report';

/** Required signal energy divided by noise energy, not in dB. Below it, the search continues. */
const REQUIRED_RATIO = 10 ** (REQUIRED_SNR_DB / 10);

/** Divides the sum of absolute prediction errors to give the first guess of the step. Measured on speech. */
const ERROR_SUM_PER_STEP = 820;

/** Below this estimated step, the search tries a lossless step first. The estimate is too coarse there. */
const PERHAPS_LOSSLESS = 2 * MIN_STEP;

/** Number of trials that follow the slope. Bisection takes over after them and needs at most 14 more. */
const GUIDED_TRIALS = 6;

/**
 * Chooses the predictor order and the step of a frame. The order is the one that predicts best, and the step is
 * the smallest that fits. That gives about 50 dB for speech. For a signal of only a few values, it can give too
 * little. Then the search also tries, for each order, steps that divide the largest error.
 */
export class FrameSearch {
  /** The chosen frame, after {@link run}. */
  readonly trial = new FrameTrial();
  private readonly errors = new PredictionErrors();
  private order = 0;
  private step = MAX_STEP;
  private noiseEnergy = Infinity;

  /**
   * Searches for the order and step of one frame. The result depends on the samples alone: equal frames are
   * coded alike.
   */
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
    // Order 0 with the largest step always fits. The spec checks this for all states of the Rice code.
    if (!trial.fits) throw new Error('no step makes the frame fit');
  }

  /**
   * Finds the smallest step that fits. A larger step does not always need fewer bits, so the search can miss a
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
   * Tries steps that divide the largest prediction error without remainder. A signal of a few values may match
   * no level of the smallest fitting step. A larger step of this kind may match all its values.
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

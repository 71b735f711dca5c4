import { MAX_STEP, MIN_STEP, ORDERS } from './nlp64-frame';
import { PredictionErrors } from './nlp64-predictor';
import { FrameTrial } from './nlp64-trial';
import { REQUIRED_SNR_DB } from '../quality/quality-report';

/** Signal over noise energy, as a plain ratio, below which the search goes on. */
const REQUIRED_RATIO = 10 ** (REQUIRED_SNR_DB / 10);

/** Sum of absolute prediction errors per unit of the step that will about do; measured on speech. */
const ERROR_SUM_PER_STEP = 820;

/** From here on the estimate is not worth more than a try without loss. */
const PERHAPS_LOSSLESS = 2 * MIN_STEP;

/** Trials that may follow the slope; then bisection, which ends after 14 more, takes over. */
const GUIDED_TRIALS = 6;

/**
 * Chooses the order and the step of a frame: the order that predicts best, and the smallest step with
 * which the frame fits. That gives about 50 dB for speech. Where it gives too little, which takes
 * a signal made of a few values, steps that divide the largest error are tried as well, order by order.
 */
export class FrameSearch {
  /** After {@link run}, the frame as chosen. */
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
    // Order 0 with the largest step always fits: the spec goes through all states of the Rice code.
    if (!trial.fits) throw new Error('no step makes the frame fit');
  }

  /**
   * The fit is not strictly monotone in the step, so this can miss a slightly smaller one; what it
   * returns was tried and fits, or is beyond the largest.
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
   * A signal of a few values fits with a step that happens to meet none of them, while a larger one
   * meets all. So steps are tried of which the largest prediction error is a whole multiple.
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

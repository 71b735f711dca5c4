import { intensityOf, levelOf } from '@sealwave/audio';

const BAR_WIDTH = 20;
/** Level at the left end of the bar, in dBFS. */
const FLOOR_DBFS = -60;
/** Duration that one figure covers, in seconds. */
const WINDOW_SECONDS = 0.1;

/** Shows the current level of a stream of sound as a line of text. */
export class LevelMeter {
  private readonly window: Float32Array;
  private held = 0;
  private sampleCount = 0;
  private bar = barOf(-Infinity);

  /** @param samplingRate sampling rate of the sound, in Hz. */
  constructor(private readonly samplingRate: number) {
    this.window = new Float32Array(Math.round(samplingRate * WINDOW_SECONDS));
  }

  /** Seconds of sound so far. */
  get seconds(): number {
    return this.sampleCount / this.samplingRate;
  }

  push(samples: Float32Array): void {
    this.sampleCount += samples.length;
    for (let at = 0; at < samples.length;) {
      const taken = samples.subarray(at, at + this.window.length - this.held);
      this.window.set(taken, this.held);
      this.held += taken.length;
      at += taken.length;
      if (this.held < this.window.length) return;
      this.bar = barOf(levelOf(this.window).rmsDbfs);
      this.held = 0;
    }
  }

  /** The bar, the level with a word for it, and the duration. */
  toString(): string {
    return `${this.bar}  ${this.seconds.toFixed(1)} s`;
  }
}

function barOf(rmsDbfs: number): string {
  const share = Math.max(0, Math.min(1, 1 - rmsDbfs / FLOOR_DBFS));
  const bar = '#'.repeat(Math.round(BAR_WIDTH * share)).padEnd(BAR_WIDTH, '.');
  const figure = Number.isFinite(rmsDbfs) ? `${rmsDbfs.toFixed(0)} dBFS` : 'silence';
  return `[${bar}] ${figure.padStart(8)}  ${intensityOf(rmsDbfs).padEnd(8)}`;
}

import { ErrorCode, UsageError } from '@sealwave/kernel';
import { designPolyphaseFilter, type PolyphaseFilter } from './polyphase-filter';

/** Sampling rate of coded voice, in Hz: the telephone band. */
export const VOICE_SAMPLING_RATE = 8000;

/** Number of input samples that are filtered at a time. */
const BLOCK = 8192;

/**
 * Changes the sampling rate of one channel as it streams in, without aliasing. Output sample n is the input at
 * time n / output rate: the delay of the filter is compensated. The output is the same, however the input is
 * divided into pushes.
 */
export class Resampler {
  /** Output samples for every `down` input samples, in lowest terms. */
  private readonly up: number;
  private readonly down: number;
  private readonly filter: PolyphaseFilter;

  /** Input that the filter still needs. It starts as silence. */
  private readonly window: Float32Array;
  private held: number;
  /**
   * Index in `window` where the filter starts for the next output sample. `phase` adds the fraction, in `up`ths
   * of a sample.
   */
  private cursor = 0;
  private phase = 0;

  private received = 0;
  private produced = 0;
  private finished = false;

  /** @throws UsageError when a rate is not a positive whole number, in Hz. */
  constructor(inputRate: number, outputRate: number = VOICE_SAMPLING_RATE) {
    const divisor = greatestCommonDivisor(checkedRate(inputRate), checkedRate(outputRate));
    this.up = outputRate / divisor;
    this.down = inputRate / divisor;
    this.filter = designPolyphaseFilter(this.up, this.down);
    this.window = new Float32Array(this.filter.taps + BLOCK);
    this.held = this.filter.taps / 2 - 1;
  }

  /**
   * Adds input and returns the output that it completes, possibly none.
   * @throws UsageError after {@link flush}.
   */
  push(input: Float32Array): Float32Array {
    if (this.finished) throw new UsageError(ErrorCode.Usage, 'the resampler has been flushed');
    this.received += input.length;
    if (this.up === this.down) return input.slice();
    return this.run(input, this.available(input.length));
  }

  /**
   * Ends the input and returns the remaining output. In total, output = ceil(input x output rate / input
   * rate).
   */
  flush(): Float32Array {
    if (this.finished) return new Float32Array(0);
    this.finished = true;
    if (this.up === this.down) return new Float32Array(0);
    const rest = Math.ceil((this.received * this.up) / this.down) - this.produced;
    return this.run(new Float32Array(this.filter.taps / 2), rest);
  }

  /** How many output samples are possible after `more` further input samples. */
  private available(more: number): number {
    const starts = this.held + more - this.filter.taps - this.cursor + 1;
    return Math.max(0, Math.ceil((starts * this.up - this.phase) / this.down));
  }

  private run(input: Float32Array, count: number): Float32Array {
    const output = new Float32Array(count);
    let done = 0;
    for (let at = 0; at < input.length; at += BLOCK) {
      const block = input.subarray(at, at + BLOCK);
      this.window.set(block, this.held);
      this.held += block.length;
      done += this.filterInto(output.subarray(done));
      const used = Math.min(this.cursor, this.held);
      this.window.copyWithin(0, used, this.held);
      this.held -= used;
      this.cursor -= used;
    }
    this.produced += count;
    return output;
  }

  /** Fills `output` until the window ends. Returns the number of samples written. */
  private filterInto(output: Float32Array): number {
    const { taps, phases, coefficients } = this.filter;
    const wholeStep = Math.floor(this.down / this.up);
    const phaseStep = this.down % this.up;
    let done = 0;
    while (done < output.length && this.cursor + taps <= this.held) {
      const position = (this.phase * phases) / this.up;
      const row = Math.floor(position);
      const share = position - row;
      let sample = dot(coefficients, row * taps, this.window, this.cursor, taps);
      if (share > 0) {
        const next = dot(coefficients, (row + 1) * taps, this.window, this.cursor, taps);
        sample += share * (next - sample);
      }
      output[done++] = sample;
      this.phase += phaseStep;
      this.cursor += wholeStep;
      if (this.phase >= this.up) {
        this.phase -= this.up;
        this.cursor++;
      }
    }
    return done;
  }
}

/** Changes the sampling rate of a whole signal at once; see {@link Resampler}. */
export function resample(
  samples: Float32Array,
  inputRate: number,
  outputRate: number = VOICE_SAMPLING_RATE,
): Float32Array {
  const resampler = new Resampler(inputRate, outputRate);
  const body = resampler.push(samples);
  const rest = resampler.flush();
  const output = new Float32Array(body.length + rest.length);
  output.set(body);
  output.set(rest, body.length);
  return output;
}

/** Dot product; four sums in parallel keep the floating-point unit busy. */
function dot(a: Float32Array, aAt: number, b: Float32Array, bAt: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < length; i += 4) {
    s0 += a[aAt + i] * b[bAt + i];
    s1 += a[aAt + i + 1] * b[bAt + i + 1];
    s2 += a[aAt + i + 2] * b[bAt + i + 2];
    s3 += a[aAt + i + 3] * b[bAt + i + 3];
  }
  return s0 + s1 + (s2 + s3);
}

function checkedRate(rate: number): number {
  if (Number.isSafeInteger(rate) && rate > 0) return rate;
  throw new UsageError(ErrorCode.Usage, 'a sampling rate must be a positive whole number', {
    rate,
  });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

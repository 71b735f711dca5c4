/**
 * A low-pass filter, cut into phases. The table has one row for each position of an output sample between two
 * input samples. Row r is for the position r / `phases`. One extra row, r = `phases`, lets the caller
 * interpolate between rows.
 */
export interface PolyphaseFilter {
  /** Coefficients per row; a multiple of 4. */
  readonly taps: number;
  readonly phases: number;
  /** The table: `phases` + 1 rows, one after the other. Each row has a gain of 1 for a constant signal. */
  readonly coefficients: Float32Array;
}

/** Half-amplitude frequency as a share of the lower sampling rate: 3770 Hz for 8 kHz. */
const CUTOFF = 3770 / 8000;

/** Shape of the Kaiser window: side lobes near -86 dB. */
const BETA = 8.5;

/**
 * Length of the filter in input samples. A rate that is divided by more than `TAPS_REACH` (48 to 8 kHz) needs a
 * longer one.
 */
const TAPS = 320;
const TAPS_REACH = 6;

/** Bounds the table to about 0.7 MB: with 512 rows of 320 taps, interpolation errors stay below -100 dB. */
const MAX_COEFFICIENTS = 512 * TAPS;

/**
 * Designs a Kaiser-windowed sinc filter (Oppenheim and Schafer, Discrete-Time Signal Processing, 7.5). The
 * filter makes `up` output samples from every `down` input samples; both are in lowest terms. When the rate is
 * divided by more than 6, the filter grows in proportion. So the transition band keeps its share of the output
 * rate.
 */
export function designPolyphaseFilter(up: number, down: number): PolyphaseFilter {
  const taps = Math.max(TAPS, 4 * Math.ceil((TAPS / TAPS_REACH / 4) * (down / up)));
  const phases = Math.max(1, Math.min(up, Math.floor(MAX_COEFFICIENTS / taps)));
  const coefficients = new Float32Array((phases + 1) * taps);
  const cyclesPerSample = CUTOFF * Math.min(1, up / down);
  for (let phase = 0; phase <= phases; phase++) {
    const row = windowedSinc(taps, phase / phases, cyclesPerSample);
    coefficients.set(row, phase * taps);
  }
  return { taps, phases, coefficients };
}

/** Computes one row: for an output sample `offset` after the input sample with index `taps` / 2 - 1. */
function windowedSinc(taps: number, offset: number, cyclesPerSample: number): Float64Array {
  const half = taps / 2;
  const radiansPerSample = 2 * Math.PI * cyclesPerSample;
  const row = new Float64Array(taps);
  let gain = 0;
  for (let tap = 0; tap < taps; tap++) {
    const time = tap - (half - 1) - offset;
    const angle = radiansPerSample * time;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    const window = besselI0(BETA * Math.sqrt(1 - (time / half) ** 2));
    row[tap] = sinc * window;
    gain += row[tap];
  }
  return row.map((coefficient) => coefficient / gain);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  const quarterSquare = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= quarterSquare / (k * k);
    sum += term;
  }
  return sum;
}

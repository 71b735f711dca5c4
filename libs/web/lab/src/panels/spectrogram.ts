import { Fourier } from './fourier';

/** Samples per window: 32 ms at 8 kHz. */
const WINDOW = 256;
/** Frequencies from 0 to half the sampling rate. */
const ROWS = WINDOW / 2;
/** Lowest level that is drawn, in dB relative to a full-scale sine. */
const FLOOR_DB = -110;

/** The strength of each frequency at each time. */
export interface Spectrogram {
  /** Number of points in time, from the beginning to the end of the signal. */
  readonly columns: number;
  /** Number of frequencies, from 0 to just below half the sampling rate. */
  readonly rows: number;
  /** 0 for -110 dB and less, 255 for a full-scale sine. Stored column by column, low frequencies first. */
  readonly strengths: Uint8Array<ArrayBuffer>;
  /** The strongest frequency of the whole signal as a share of the sampling rate; null for silence. */
  readonly strongest: number | null;
}

/**
 * Computes the spectrum of a signal at up to `columns` times. Each uses a Hann window of 256 samples.
 * @param samples full scale is [-1, 1).
 */
export function spectrogramOf(samples: Float32Array, columns: number): Spectrogram {
  const times = Math.max(1, Math.min(columns, Math.ceil(samples.length / (WINDOW / 4))));
  const strengths = new Uint8Array(times * ROWS);
  const powers = new Float64Array(ROWS);
  const analyse = spectrumAnalyser();
  for (let column = 0; column < times; column++) {
    const middle = Math.floor(((column + 0.5) * samples.length) / times);
    const spectrum = analyse(samples, middle - WINDOW / 2);
    for (let row = 0; row < ROWS; row++) {
      powers[row] += spectrum[row];
      strengths[column * ROWS + row] = strengthOf(spectrum[row]);
    }
  }
  return { columns: times, rows: ROWS, strengths, strongest: strongestOf(powers) };
}

/**
 * Makes a function that computes the power of each frequency in a window. The window starts at the given
 * sample. A full-scale sine has power 1.
 */
function spectrumAnalyser(): (samples: Float32Array, from: number) => Float64Array {
  const fourier = new Fourier(WINDOW);
  const hann = (_: unknown, i: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW);
  const weights = Float64Array.from({ length: WINDOW }, hann);
  const real = new Float64Array(WINDOW);
  const imaginary = new Float64Array(WINDOW);
  const powers = new Float64Array(ROWS);
  /** Half of a sine's amplitude is at its negative frequency. The window halves the rest. */
  const scale = (4 / WINDOW) ** 2;
  return (samples, from) => {
    for (let i = 0; i < WINDOW; i++) real[i] = (samples[from + i] ?? 0) * weights[i];
    imaginary.fill(0);
    fourier.transform(real, imaginary);
    for (let row = 0; row < ROWS; row++) {
      powers[row] = scale * (real[row] ** 2 + imaginary[row] ** 2);
    }
    return powers;
  };
}

function strengthOf(power: number): number {
  const share = 1 - (10 * Math.log10(power)) / FLOOR_DB;
  return Math.round(255 * Math.min(1, Math.max(0, share)));
}

function strongestOf(powers: Float64Array): number | null {
  const row = powers.indexOf(Math.max(...powers));
  return powers[row] > 0 ? row / WINDOW : null;
}

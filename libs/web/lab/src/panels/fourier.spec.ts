import { ErrorCode } from '@sealwave/kernel';
import { seededRandom } from '@sealwave/testing';
import { Fourier } from './fourier';

/** The definition, term by term. */
function spectrumByDefinition(signal: Float64Array): { re: number[]; im: number[] } {
  const size = signal.length;
  const sum = (k: number, part: (angle: number) => number) =>
    signal.reduce((total, value, n) => total + value * part((2 * Math.PI * k * n) / size), 0);
  const bins = Array.from({ length: size }, (_, k) => k);
  return { re: bins.map((k) => sum(k, Math.cos)), im: bins.map((k) => -sum(k, Math.sin)) };
}

describe('Fourier', () => {
  it.each([1, 2, 8, 64])('is the sum that defines the transform of %i values', (size) => {
    const random = seededRandom(size);
    const real = Float64Array.from({ length: size }, () => random() - 0.5);
    const imaginary = new Float64Array(size);
    const expected = spectrumByDefinition(real);
    new Fourier(size).transform(real, imaginary);
    for (let k = 0; k < size; k++) {
      expect(real[k]).toBeCloseTo(expected.re[k], 10);
      expect(imaginary[k]).toBeCloseTo(expected.im[k], 10);
    }
  });

  it.each([0, 3, 1.5, -2])('is refused for %p values', (size) => {
    expect(() => new Fourier(size)).toThrow(expect.objectContaining({ code: ErrorCode.Usage }));
  });
});

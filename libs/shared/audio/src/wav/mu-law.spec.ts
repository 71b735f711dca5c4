import { muLaw } from './mu-law';

const everyCode = Int16Array.from({ length: 256 }, (_, i) => i);

describe('muLaw', () => {
  it('expands the codes to the values of the table in G.711', () => {
    // Character signals 1000 0000, 1000 1111, 1001 1111 ... 1111 1111: values 8031 ... 0, times 4.
    const codes = Int16Array.of(0x80, 0x8f, 0x9f, 0xaf, 0xbf, 0xcf, 0xdf, 0xef, 0xf0, 0xfe, 0xff);
    const values = [8031, 4191, 2079, 1023, 495, 231, 99, 33, 30, 2, 0];
    expect([...muLaw.dequantize(codes)]).toEqual(values.map((value) => 4 * value));
  });

  it('has the same values with the other sign', () => {
    const positive = muLaw.dequantize(everyCode.subarray(128));
    const negative = muLaw.dequantize(everyCode.subarray(0, 128));
    expect([...negative].map(Math.abs)).toEqual([...positive]);
  });

  it('gives each code back', () => {
    const codes = [...muLaw.quantize(muLaw.dequantize(everyCode))].map((code) => code & 0xff);
    // Both zeros stand for the same sample.
    expect(codes).toEqual([...everyCode].map((code) => (code === 0x7f ? 0xff : code)));
  });

  const decode = (samples: Int16Array) => [...muLaw.dequantize(muLaw.quantize(samples))];

  // The decision values of the segments, in quarters of a 16-bit sample (G.711, table 2a).
  it.each([
    [1, 31, 2],
    [31, 95, 4],
    [95, 223, 8],
    [223, 479, 16],
    [479, 991, 32],
    [991, 2015, 64],
    [2015, 4063, 128],
    [4063, 8159, 256],
  ])('codes the interval from %d to %d in steps of %d as its middle', (from, to, step) => {
    for (let low = from; low < to; low += step) {
      const middle = 4 * low + 2 * step;
      expect(decode(Int16Array.of(4 * low, 4 * (low + step) - 1))).toEqual([middle, middle]);
    }
  });

  it('codes samples below the first decision value as zero', () => {
    expect(decode(Int16Array.of(0, 3, 4, -3, -4))).toEqual([0, 0, 8, 0, -8]);
  });

  it('treats both signs alike, and clips', () => {
    const positive = Int16Array.from({ length: 32_768 }, (_, i) => i);
    expect(decode(positive.map((sample) => -sample)).map(Math.abs)).toEqual(decode(positive));
    expect(decode(Int16Array.of(-32_768, 32_767))).toEqual([-32_124, 32_124]);
  });
});

import { Quantizer } from './quantizer';

const quantizer = new Quantizer(8);

/** Codes 16-bit samples as `pcm8`: one level of the 8-bit {@link Quantizer} per sample, -128 to 127. */
export function encodePcm8(samples: Int16Array): Int8Array {
  return new Int8Array(quantizer.quantize(samples));
}

import { toLevel } from './sample-format';

/**
 * Rounds samples of full scale [-1, 1) to 16 bits, halves up. Values beyond full scale saturate, and NaN
 * becomes 0. Call it once, after all filtering.
 */
export function toInt16(samples: Float32Array): Int16Array {
  const rounded = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) rounded[i] = toLevel(samples[i], 0x8000);
  return rounded;
}

/** Scales 16-bit samples to full scale [-1, 1), without loss. */
export function fromInt16(samples: Int16Array): Float32Array {
  const scaled = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) scaled[i] = samples[i] / 0x8000;
  return scaled;
}

/** Changes the level of samples by `gainDb` and rounds to 16 bits again; 0 dB changes nothing. */
export function amplify(samples: Int16Array, gainDb: number): Int16Array {
  if (gainDb === 0) return samples;
  const factor = 10 ** (gainDb / 20);
  return toInt16(fromInt16(samples).map((sample) => sample * factor));
}

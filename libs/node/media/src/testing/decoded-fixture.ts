import { resample } from '@sealwave/audio';
import { decodeRecording } from '../decode/decode-recording';

/** Decodes a whole recording to 8 kHz, for specs. */
export async function decoded(recording: Uint8Array): Promise<Float32Array> {
  const { samples, samplingRate } = await decodedAsItIs(recording);
  return resample(samples, samplingRate);
}

/** Decodes a whole recording at its own rate. */
export async function decodedAsItIs(
  recording: Uint8Array,
): Promise<{ samples: Float32Array; samplingRate: number; seconds: number }> {
  const slices: Float32Array[] = [];
  let samplingRate = 8000;
  for await (const slice of decodeRecording(recording)) {
    slices.push(slice.samples.slice());
    ({ samplingRate } = slice);
  }
  const samples = new Float32Array(slices.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const slice of slices) {
    samples.set(slice, at);
    at += slice.length;
  }
  return { samples, samplingRate, seconds: samples.length / samplingRate };
}

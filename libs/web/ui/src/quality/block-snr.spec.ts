import {
  CODER_NAMES,
  type CoderName,
  meetsSnr,
  Quantizer,
  REQUIRED_SNR_DB,
  resample,
  toInt16,
} from '@sealwave/audio';
import { seededRandom, sine, snrDb } from '@sealwave/testing';
import { BlockSnr } from './block-snr';

const SAMPLING_RATE = 48_000;
const BLOCK = 16_384;

function tone(amplitude: number): Float32Array {
  const shape = { frequencyHz: 440, samplingRate: SAMPLING_RATE, sampleCount: 8 * BLOCK };
  return sine({ ...shape, amplitude });
}

function measuredDb(meter: BlockSnr, signal: Float32Array): number[] {
  return Array.from({ length: signal.length / BLOCK }, (_, index) => {
    const snr = meter.measure(signal.subarray(index * BLOCK, (index + 1) * BLOCK));
    return snr.kind === 'measured' ? snr.db : NaN;
  });
}

describe('BlockSnr', () => {
  it.each([0.5, 0.05])('agrees with the quantiser itself at an amplitude of %d', (amplitude) => {
    const signal = tone(amplitude);
    const samples = toInt16(resample(signal, SAMPLING_RATE));
    const quantizer = new Quantizer(8);
    const expected = snrDb(samples, quantizer.dequantize(quantizer.quantize(samples)));
    for (const db of measuredDb(new BlockSnr(SAMPLING_RATE, 'pcm8'), signal).slice(1)) {
      expect(Math.abs(db - expected)).toBeLessThan(1);
    }
  });

  it('reports more than 40 dB for the coder at levels where plain bits have less', () => {
    const quiet = tone(0.02).subarray(0, BLOCK);
    const meets = (coder: CoderName) =>
      meetsSnr(new BlockSnr(SAMPLING_RATE, coder).measure(quiet), REQUIRED_SNR_DB);
    expect([meets('nlp64'), meets('pcm8')]).toEqual([true, false]);
  });

  it.each(CODER_NAMES)('has no figure of %s for silence, nor for the noise of a room', (coder) => {
    const random = seededRandom(1);
    const room = Float32Array.from({ length: BLOCK }, () => 0.002 * (random() - 0.5));
    const meter = new BlockSnr(SAMPLING_RATE, coder);
    expect(meter.measure(new Float32Array(BLOCK))).toEqual({ kind: 'silence' });
    expect(meter.measure(room)).toEqual({ kind: 'silence' });
  });
});

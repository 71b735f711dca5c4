import { sine } from '@sealwave/testing';
import { toInt16 } from '../pcm/int16';
import { levelOf } from '../pcm/level';
import { MessageEncoder } from '../coding/message-encoder';
import { theoreticalSnrDb } from './snr';
import { pcmCoder } from '../coding/voice-coders';

describe('theoreticalSnrDb', () => {
  it('follows the formula of the requirements for a sine of full scale', () => {
    expect(theoreticalSnrDb(8)).toBe(6.02 * 8 + 1.76);
    expect(theoreticalSnrDb(16)).toBeCloseTo(98.08);
  });

  it.each([
    [8, 0.9],
    [8, 0.3],
    [12, 0.1],
  ])('predicts what %i bits reach with a sine of amplitude %p, within 1 dB', (bits, amplitude) => {
    const tone = sine({ frequencyHz: 997, amplitude, samplingRate: 8000, sampleCount: 8000 });
    const encoder = new MessageEncoder(pcmCoder(bits));
    encoder.push(toInt16(tone));
    const expected = theoreticalSnrDb(bits, levelOf(tone).rmsDbfs);
    const { snr } = encoder.report;
    expect(snr.kind).toBe('measured');
    expect(Math.abs(snr.kind === 'measured' ? snr.db - expected : NaN)).toBeLessThan(1);
  });

  it('predicts that 8 bits reach 40 dB from -12.9 dBFS on', () => {
    expect(theoreticalSnrDb(8, -12.9)).toBeCloseTo(40, 0);
  });
});

import { levelOf, parseWav, resample, writeWav } from '@sealwave/audio';
import { type Bytes, ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { KNOWN_ANSWER } from './known-answer-vectors';
import { noisePreview } from './noise-preview';
import { sealRecording } from './seal-recording';

const sealed = async (length: number): Promise<Bytes> =>
  (await sealRecording(new Uint8Array(length))).file;

const peakOf = (samples: Float32Array): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

describe('the noise of a sealed recording', () => {
  it('is 16-bit sound, never above -20 dBFS and not silent', async () => {
    const preview = parseWav(noisePreview(await sealed(40_000)));
    const [samples] = preview.readAll().channels;
    expect(preview.format).toEqual({ sampleFormat: 's16', samplingRate: 8000, channelCount: 1 });
    expect(preview.frameCount).toBe(40_028);
    expect(peakOf(samples)).toBeLessThanOrEqual(0.1);
    expect(levelOf(samples).rmsDbfs).toBeGreaterThan(-33);
  });

  it('stays as quiet between the samples, where a sound card of another rate plays', async () => {
    const { channels, samplingRate } = parseWav(noisePreview(await sealed(24_000))).readAll();
    expect(peakOf(resample(channels[0], samplingRate, 48_000))).toBeLessThanOrEqual(0.1);
  });

  it('is as quiet with the loudest bytes possible', () => {
    const data = {
      samplingRate: 44_100,
      channels: [Float32Array.from({ length: 20_000 }, (_, i) => (i % 2 ? 1 : -1))],
    };
    const [samples] = parseWav(noisePreview(writeWav(data, 'u8'))).readAll().channels;
    expect(peakOf(samples)).toBeLessThanOrEqual(0.1);
    expect(peakOf(samples)).toBeGreaterThan(0.0449);
  });

  it('fades in from silence', async () => {
    const { channels, samplingRate } = parseWav(noisePreview(await sealed(40_000))).readAll();
    const peakIn = (fromMs: number, toMs: number) =>
      peakOf(channels[0].subarray((fromMs * samplingRate) / 1000, (toMs * samplingRate) / 1000));
    expect(channels[0][0]).toBe(0);
    expect(peakIn(0, 10)).toBeLessThan(0.002);
    expect(peakIn(100, 150)).toBeLessThan(0.023);
    expect(peakIn(300, 1000)).toBeGreaterThan(0.04);
  });

  it('lasts as long as the original, at a rate that browsers play', async () => {
    const file = await sealed(30_000);
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60_000 }), (durationMs) => {
        const { frameCount, samplingRate } = parseWav(noisePreview(file, durationMs));
        expect(samplingRate).toBeGreaterThanOrEqual(8000);
        expect(samplingRate).toBeLessThanOrEqual(48_000);
        expect(Math.abs(frameCount / samplingRate - durationMs / 1000)).toBeLessThan(1e-3);
      }),
      { numRuns: 30 },
    );
  });

  it('plays each byte once where the rate allows', async () => {
    const file = await sealed(29_972);
    const { frameCount, samplingRate } = parseWav(noisePreview(file, 3000));
    expect([frameCount, samplingRate]).toEqual([30_000, 10_000]);
  });

  it('ends after ten minutes, whatever duration the sender claims', () => {
    const { frameCount } = parseWav(noisePreview(KNOWN_ANSWER.file, 1e12));
    expect(frameCount).toBe(600 * 8000);
  });

  it.each([0, -1, Number.NaN])('is refused for a duration of %p ms', (durationMs) => {
    expect(() => noisePreview(KNOWN_ANSWER.file, durationMs)).toThrow(
      expect.objectContaining({ code: ErrorCode.Usage }),
    );
  });

  it.each([
    ['no file', new Uint8Array()],
    [
      'a file without samples',
      writeWav({ samplingRate: 8000, channels: [new Float32Array()] }, 'u8'),
    ],
  ])('is refused for %s', (_, file) => {
    expect(() => noisePreview(file)).toThrow(expect.objectContaining({ peerFault: true }));
  });
});

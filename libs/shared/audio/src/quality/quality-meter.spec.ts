import { seededRandom, snrDb } from '@sealwave/testing';
import { MessageEncoder } from '../coding/message-encoder';
import { QualityMeter } from './quality-meter';
import { bitRateOf, compressionRatioOf, passingShare } from './quality-report';
import { Quantizer } from '../coding/quantizer';
import type { VoiceCoder } from '../coding/voice-coder';
import { muLawCoder, pcmCoder, VOICE_CODERS } from '../coding/voice-coders';

const { nlp64, pcm8 } = VOICE_CODERS;

function reportOf(samples: Int16Array, coder: VoiceCoder = nlp64) {
  const encoder = new MessageEncoder(coder);
  encoder.push(samples);
  encoder.flush();
  return encoder.report;
}

/** Feeds energies without sound: one frame each. */
function reportOfEnergies(frames: readonly (readonly [number, number])[]) {
  const meter = new QualityMeter();
  for (const [signalEnergy, noiseEnergy] of frames) {
    meter.add(new Int16Array(160), new Uint8Array(160), { signalEnergy, noiseEnergy });
  }
  return meter.report;
}

function noise(count: number, amplitude: number): Int16Array {
  const random = seededRandom(count);
  return Int16Array.from({ length: count }, () => (2 * random() - 1) * amplitude);
}

describe('QualityMeter', () => {
  it('measures the SNR of the message, rounded down to 0.01 dB', () => {
    const samples = noise(1600, 20_000);
    const quantizer = new Quantizer(8);
    const exact = snrDb(samples, quantizer.dequantize(quantizer.quantize(samples)));
    const db = Math.floor(exact * 100) / 100;
    const report = reportOf(samples, pcm8);
    expect(report.snr).toEqual({ kind: 'measured', db });
    expect(report.pcm8Snr).toEqual(report.snr);
    expect(reportOf(samples).pcm8Snr).toEqual(report.snr);
  });

  it('shows what nlp64 gains over 8 bits on a quiet recording', () => {
    const report = reportOf(noise(8000, 1000));
    expect(report.snr).toMatchObject({ kind: 'measured' });
    expect(report.snr.kind === 'measured' && report.snr.db).toBeGreaterThan(44);
    expect(report.pcm8Snr.kind === 'measured' && report.pcm8Snr.db).toBeLessThan(20);
  });

  it('tells silence from a message without loss', () => {
    const silence = reportOf(new Int16Array(320));
    expect(silence).toMatchObject({
      snr: { kind: 'silence' },
      pcm8Snr: { kind: 'silence' },
      rmsDbfs: -Infinity,
      lowestFrameSnrDb: 120,
      firstPercentileFrameSnrDb: 120,
      nonSilent: { frames: 0, passing: 0 },
    });
    expect(reportOf(new Int16Array(0))).toEqual({ ...silence, sampleCount: 0, codedBytes: 0 });
    expect(reportOf(noise(320, 10))).toMatchObject({
      snr: { kind: 'lossless' },
      lowestFrameSnrDb: 120,
      nonSilent: { frames: 2, passing: 2 },
    });
  });

  it('passes a frame from exactly 40 dB on', () => {
    expect(reportOfEnergies([[10_000, 1]])).toMatchObject({
      lowestFrameSnrDb: 40,
      nonSilent: { frames: 1, passing: 1 },
    });
    expect(reportOfEnergies([[999_999_999, 100_000]])).toMatchObject({
      lowestFrameSnrDb: 39.99,
      nonSilent: { frames: 1, passing: 0 },
    });
  });

  it('counts a frame as active from exactly -50 dBFS on', () => {
    const limit = 160 * 2 ** 30 * 1e-5;
    expect(reportOfEnergies([[Math.ceil(limit), 1]]).active.frames).toBe(1);
    expect(reportOfEnergies([[Math.floor(limit), 1]]).active.frames).toBe(0);
  });

  it('finds the worst frame and the 1st percentile of the frames that are not silent', () => {
    const frames = Array.from({ length: 200 }, (_, i) => [10 ** 7, 10 ** 4 - i] as const);
    const silent = Array.from({ length: 1000 }, () => [0, 0] as const);
    const report = reportOfEnergies([...silent, ...frames, [10 ** 6, 10 ** 6]]);
    expect(report).toMatchObject({
      lowestFrameSnrDb: 0,
      firstPercentileFrameSnrDb: 30,
      nonSilent: { frames: 201, passing: 0 },
    });
  });

  it('measures the level without the padding of the last frame', () => {
    expect(reportOf(new Int16Array(8).fill(-0x4000)).rmsDbfs).toBe(-6.03);
    expect(reportOf(new Int16Array(8).fill(-0x8000)).rmsDbfs).toBe(0);
  });

  it('counts samples at either end of the range', () => {
    const samples = Int16Array.of(32_767, -32_768, 32_766, -32_767, 0, 32_767);
    expect(reportOf(samples).clippedSamples).toBe(3);
  });
});

describe('the figures derived from a report', () => {
  it.each([
    [nlp64, 64_000, 2],
    [pcm8, 64_000, 2],
    [muLawCoder, 64_000, 2],
    [pcmCoder(12), 96_000, 4 / 3],
    [pcmCoder(16), 128_000, 1],
  ])('count the bytes of %p', (coder, bitRate, ratio) => {
    const report = reportOf(noise(1000, 1000), coder);
    expect(bitRateOf(report)).toBeCloseTo(bitRate, 6);
    expect(compressionRatioOf(report)).toBeCloseTo(ratio, 6);
  });

  it('are defined for an empty message', () => {
    const report = reportOf(new Int16Array(0));
    expect([bitRateOf(report), compressionRatioOf(report)]).toEqual([0, 1]);
    expect(passingShare(report.active)).toBe(1);
    expect(passingShare({ frames: 4, passing: 1 })).toBe(0.25);
  });
});

import { type CoderName, MessageEncoder, VOICE_CODERS } from '@sealwave/audio';
import { qualityOf } from './quality';

/** What is said of coding these samples. */
function qualityOfCoded(samples: Int16Array, coder: CoderName) {
  const encoder = new MessageEncoder(VOICE_CODERS[coder]);
  encoder.push(samples);
  encoder.flush();
  return { report: encoder.report, quality: qualityOf(encoder.report) };
}

describe('qualityOf', () => {
  it('contains the figures of the report', () => {
    const samples = Int16Array.from({ length: 1000 }, (_, i) => ((i * 7919) % 4001) - 2000);
    const { report, quality } = qualityOfCoded(samples, 'nlp64');
    expect(report.snr).toMatchObject({ kind: 'measured' });
    expect(quality.snr).toEqual(report.snr);
    expect(quality.pcm8Snr).toEqual(report.pcm8Snr);
    expect(quality.lowestFrameSnr).toEqual({ kind: 'measured', db: report.lowestFrameSnrDb });
    expect(quality).toMatchObject({
      nonSilent: { frames: 7, passing: report.nonSilent.passing },
      bitrateBps: 64_000,
      codedBytes: 1120,
      sampleCount: 1000,
      rmsDbfs: report.rmsDbfs,
      clippedSamples: 0,
    });
  });

  it.each([
    ['silence', new Int16Array(400), null],
    ['lossless', new Int16Array(400).fill(256), expect.any(Number)],
  ])('expresses %s in words, since JSON knows no infinity', (kind, samples, rmsDbfs) => {
    const { quality } = qualityOfCoded(samples, 'pcm8');
    for (const figure of [
      quality.snr,
      quality.pcm8Snr,
      quality.lowestFrameSnr,
      quality.firstPercentileFrameSnr,
    ]) {
      expect(figure).toEqual({ kind, db: null });
    }
    expect(quality.rmsDbfs).toEqual(rmsDbfs);
    expect(JSON.parse(JSON.stringify(quality))).toEqual(quality);
  });
});

import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { sine } from '@sealwave/testing';
import { MEASURED_SAMPLING_RATE, measureClip } from './measure-clip';

describe('measureClip', () => {
  const minute = sine({
    frequencyHz: 440,
    amplitude: 0.5,
    samplingRate: MEASURED_SAMPLING_RATE,
    sampleCount: 60 * MEASURED_SAMPLING_RATE,
  });

  it('lets the page react while it works', async () => {
    let turns = 0;
    const beating = setInterval(() => turns++);
    const report = await measureClip(minute, 'nlp64', new AbortController().signal);
    clearInterval(beating);
    expect(report.sampleCount).toBe(60 * VOICE_SAMPLING_RATE);
    expect(turns).toBeGreaterThan(5);
  });

  it('stops in the middle when it is aborted', async () => {
    const controller = new AbortController();
    const work = measureClip(minute, 'nlp64', controller.signal);
    controller.abort(new Error('another clip'));
    await expect(work).rejects.toThrow('another clip');
  });
});

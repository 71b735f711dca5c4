import { sine } from '@sealwave/testing';
import { LevelMeter } from './level-meter';

const tone = (amplitude: number, sampleCount: number) =>
  sine({ frequencyHz: 440, samplingRate: 8000, sampleCount, amplitude });

describe('LevelMeter', () => {
  it('shows the level of the last tenth of a second, a word for it, and the time', () => {
    const meter = new LevelMeter(8000);
    expect(String(meter)).toBe('[....................]  silence  Silent    0.0 s');
    meter.push(tone(1, 8000));
    expect(String(meter)).toBe('[###################.]  -3 dBFS  SHOUTING  1.0 s');
    meter.push(tone(0.1, 4000));
    expect(String(meter)).toBe('[############........] -23 dBFS  Normal    1.5 s');
  });

  it('gives the same result however the sound is split', () => {
    const [whole, pieces] = [new LevelMeter(8000), new LevelMeter(8000)];
    const samples = tone(0.3, 8123);
    whole.push(samples);
    for (let at = 0; at < samples.length; at += 77) pieces.push(samples.subarray(at, at + 77));
    expect(String(pieces)).toBe(String(whole));
    expect(pieces.seconds).toBe(8123 / 8000);
  });
});

import { parseWav, resample, toInt16, writeWav } from '@sealwave/audio';
import { sine } from '@sealwave/testing';
import { clipOfSamples, clipOfWav, MAX_CLIP_SAMPLES } from './lab-clip';
import { finish, voiceFile } from '../testing/lab-fixtures';

describe('clipOfWav', () => {
  it('gives coders the same samples as the gateway does', () => {
    const wav = parseWav(voiceFile('librivox-0930.wav'));
    const clip = finish(clipOfWav(wav));
    expect(clip.samples).toEqual(toInt16(resample(wav.readAll().channels[0], wav.samplingRate)));
    expect(clip.cut).toBe(false);
  });

  it.each([8000, 44_100, 48_000])(
    'keeps the first 30 seconds of a long file of %i Hz',
    (samplingRate) => {
      const tone = sine({ frequencyHz: 440, samplingRate, sampleCount: 31 * samplingRate });
      const clip = finish(clipOfWav(parseWav(writeWav({ samplingRate, channels: [tone] }, 's16'))));
      expect(clip.samples).toHaveLength(MAX_CLIP_SAMPLES);
      expect(clip.cut).toBe(true);
    },
  );

  it('mixes two channels into one', () => {
    const left = new Float32Array(800).fill(0.5);
    const right = new Float32Array(800).fill(-0.25);
    const wav = writeWav({ samplingRate: 8000, channels: [left, right] }, 's16');
    expect(new Set(finish(clipOfWav(parseWav(wav))).samples)).toEqual(new Set([4096]));
  });

  it('makes an empty clip of an empty file', () => {
    const wav = writeWav({ samplingRate: 8000, channels: [new Float32Array()] }, 's16');
    expect(finish(clipOfWav(parseWav(wav))).samples).toHaveLength(0);
  });
});

describe('clipOfSamples', () => {
  it('rounds to 16 bits, and cuts a long sound', () => {
    expect(clipOfSamples(Float32Array.of(0.5, -1))).toEqual({
      samples: Int16Array.of(16_384, -32_768),
      cut: false,
    });
    const long = clipOfSamples(new Float32Array(MAX_CLIP_SAMPLES + 1));
    expect([long.samples.length, long.cut]).toEqual([MAX_CLIP_SAMPLES, true]);
  });
});

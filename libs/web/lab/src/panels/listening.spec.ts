import { parseWav, toInt16, VOICE_SAMPLING_RATE, writeWav } from '@sealwave/audio';
import { seededRandom } from '@sealwave/testing';
import { BIT_DEPTHS, type LabCoder } from '../coder/lab-coder';
import { finish, voiceSamples } from '../testing/lab-fixtures';
import { listen, look } from './listening';
import type { Sound } from '../clip/sound';

const voice = voiceSamples('librivox-0930.wav');
const CODERS: readonly LabCoder[] = [
  ...BIT_DEPTHS.map((bits) => ({ kind: 'plain' as const, bits })),
  { kind: 'nlp64' },
  { kind: 'mulaw' },
];
const samplesOf = ({ wav }: Sound): Int16Array => toInt16(parseWav(wav).readAll().channels[0]);
const energy = (samples: Int16Array): number => samples.reduce((sum, x) => sum + x * x, 0);

describe('listen', () => {
  it.each(CODERS)('plays original, coded and the error that its figure is about: %j', (coder) => {
    const { report, original, coded, error } = finish(listen(voice, 0, coder));
    const [before, after] = [samplesOf(original), samplesOf(coded)];
    expect(before).toEqual(voice);
    const lost = before.map((sample, i) => sample - after[i]);
    const snrDb = 10 * Math.log10(energy(before) / energy(lost));
    if (report.snr.kind === 'measured') expect(Math.abs(report.snr.db - snrDb)).toBeLessThan(0.011);
    else expect(energy(lost)).toBe(0);
    expect(Math.abs(original.rmsDbfs - error.rmsDbfs - snrDb) || 0).toBeLessThan(0.05);
  });

  it('amplifies the error to a safe level, and says by how much', () => {
    for (const bits of [1, 8, 15]) {
      const { error, amplifiedDb } = finish(listen(voice, 0, { kind: 'plain', bits }));
      const peak = samplesOf(error).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      expect(peak / 0x8000).toBeCloseTo(0.1, 3);
      expect(Math.sign(amplifiedDb)).toBe(bits === 1 ? -1 : 1);
    }
  });

  it('has silence as the error of a lossless coder', () => {
    const { error, amplifiedDb, report } = finish(listen(voice, 0, { kind: 'plain', bits: 16 }));
    expect(report.snr.kind).toBe('lossless');
    expect(energy(samplesOf(error))).toBe(0);
    expect([amplifiedDb, error.rmsDbfs, error.spectrogram.strongest]).toEqual([0, -Infinity, null]);
  });

  it('lowers the voice before coding it', () => {
    const { original, report } = finish(listen(voice, -20, { kind: 'nlp64' }));
    expect(
      Math.abs(20 * Math.log10(energy(voice) / energy(samplesOf(original))) - 40),
    ).toBeLessThan(0.1);
    expect(report.rmsDbfs).toBeCloseTo(original.rmsDbfs, 1);
  });
});

describe('look', () => {
  it('keeps the file, and tells its rate, length and level', () => {
    const random = seededRandom(1);
    const noise = Float32Array.from({ length: 12_000 }, () => 0.2 * (random() - 0.5));
    const wav = writeWav({ samplingRate: 12_000, channels: [noise] }, 's16');
    const sound = finish(look(wav));
    expect(sound).toMatchObject({ samplingRate: 12_000, durationMs: 1000 });
    expect(sound.wav).toBe(wav);
    expect(sound.rmsDbfs).toBeCloseTo(20 * Math.log10(0.2 / Math.sqrt(12)), 0);
  });

  it('describes a file of the voice', () => {
    const wav = writeWav(
      { samplingRate: VOICE_SAMPLING_RATE, channels: [new Float32Array(8000)] },
      's16',
    );
    expect(finish(look(wav)).rmsDbfs).toBe(-Infinity);
  });
});

import { writeWav } from '@sealwave/audio';
import { SoundFolder } from './sound-folder';
import { asset, measured, voiceCli } from './voice-cli';

const sounds = new SoundFolder();

/** SNR of a sine after uniform quantisation, from its power and that of noise within one step. */
const sineSnrDb = (amplitude: number, bits: number) =>
  10 * Math.log10(amplitude ** 2 / 2 / ((2 / 2 ** bits) ** 2 / 12));

const dbOf = (figures: Record<string, unknown>, name = 'snr') =>
  (figures[name] as { db: number }).db;

describe('voice-cli measure', () => {
  it.each([
    [0.9, 8],
    [0.2, 8],
    [0.9, 6],
    [0.5, 12],
  ])('measures a sine of amplitude %d at %d bits as theory predicts', async (amplitude, bits) => {
    const file = sounds.tone('sine.wav', { amplitude });
    const [figures] = await measured('--coder', 'pcm8', '--bits', String(bits), file);
    expect(Math.abs(dbOf(figures) - sineSnrDb(amplitude, bits))).toBeLessThan(0.5);
    expect(figures).toMatchObject({ coder: `pcm${bits}`, bitRateBps: 8000 * bits });
    expect(Math.abs(dbOf(figures, 'pcm8Snr') - sineSnrDb(amplitude, 8))).toBeLessThan(0.5);
  });

  it('measures mu-law between 36 and 39 dB, as known for G.711', async () => {
    const [figures] = await measured('--coder', 'mulaw', sounds.tone('a.wav', { amplitude: 0.3 }));
    expect(dbOf(figures)).toBeGreaterThan(36);
    expect(dbOf(figures)).toBeLessThan(39);
  });

  it.each([
    ['librivox-0930.wav', 3.29],
    ['librivox-0930.webm', 4.68],
    ['librivox-0930.ogg', 3.3],
  ])('codes speech in %s at 64 kbit/s with 40 dB in every frame', async (name, seconds) => {
    const [figures] = await measured(asset(name));
    const { sampleCount, codedBytes } = figures as { sampleCount: number; codedBytes: number };
    expect(sampleCount / 8000).toBeCloseTo(seconds, 1);
    const frames = Math.ceil(sampleCount / 160);
    expect(codedBytes).toBe(160 * frames);
    expect(dbOf(figures)).toBeGreaterThan(50);
    expect(figures).toMatchObject({
      type: 'file',
      file: asset(name),
      coder: 'nlp64',
      gainDb: 0,
      bitRateBps: 64_000,
      compressionRatio: 2,
      meetsRequirement: true,
      clippedSamples: 0,
    });
    for (const kind of ['nonSilent', 'active']) {
      const count = figures[kind] as { frames: number; passing: number };
      expect(count.frames).toBeGreaterThan(0.6 * frames);
      expect(count.passing).toBe(count.frames);
    }
    expect(figures['lowestFrameSnrDb']).toBeGreaterThanOrEqual(40);
    expect(dbOf(figures, 'pcm8Snr')).toBeLessThan(31);
  });

  it('reads 96 kHz float in stereo', async () => {
    const options = {
      amplitude: 0.5,
      samplingRate: 96_000,
      channelCount: 2,
      format: 'f32',
    } as const;
    const [figures] = await measured(sounds.tone('float.wav', options));
    expect(figures).toMatchObject({ sampleCount: 8000, rmsDbfs: expect.closeTo(-9.03, 1) });
  });

  it('changes the level by the given gain', async () => {
    const file = sounds.tone('loud.wav', { amplitude: 0.5 });
    const levels: unknown[] = [];
    for (const gain of ['0', '-20', '6.02', '20']) {
      const [figures] = await measured('--coder', 'pcm8', '--gain', gain, file);
      levels.push(figures['rmsDbfs']);
      expect(figures).toMatchObject({ gainDb: Number(gain) });
      if (gain === '-20') expect(dbOf(figures)).toBeCloseTo(sineSnrDb(0.05, 8), 0);
      if (gain === '20') expect(figures['clippedSamples']).toBeGreaterThan(6000);
    }
    const expected = [-9.04, -29.04, -3.02].map((level) => expect.closeTo(level, 1));
    expect(levels.slice(0, 3)).toEqual(expected);
  });

  it('distinguishes silence and a lossless result from a figure', async () => {
    const wav = (samples: Float32Array) =>
      writeWav({ samplingRate: 8000, channels: [samples] }, 's16');
    const silent = sounds.write('silent.wav', wav(new Float32Array(8000)));
    const faint = sounds.write('faint.wav', wav(new Float32Array(8000).fill(1 / 32_768)));
    const [silence, lossless] = await measured(silent, faint);
    expect(silence).toMatchObject({
      snr: { kind: 'silence' },
      rmsDbfs: null,
      nonSilent: { frames: 0 },
      meetsRequirement: true,
    });
    expect(lossless).toMatchObject({ snr: { kind: 'lossless' }, lowestFrameSnrDb: 120 });
    const { stdout } = await voiceCli(['measure', silent, faint]);
    expect(stdout).toMatch(/silent\.wav +1\.00 +- +silence /);
    expect(stdout).toMatch(/faint\.wav +1\.00 +-90\.3\d +lossless /);
  });

  it('aligns its table', async () => {
    const { stdout, status } = await voiceCli(['measure', asset('librivox-0870.wav')]);
    const [header, row, ...rest] = stdout.trimEnd().split('\n');
    expect(rest).toEqual([]);
    expect(row.length).toBe(header.length);
    expect(row).toMatch(/100\.00 % +100\.00 % +64000 +28\.\d\d +0$/);
    expect(header.indexOf('SNR dB') + 'SNR dB'.length).toBe(/ 53\.\d\d/.exec(row)!.index + 6);
    expect(status).toBe(0);
  });
});

describe('voice-cli measure --table', () => {
  it('compares the formula of the requirements with a full-scale sine', async () => {
    const file = sounds.tone('full.wav', { amplitude: 1 });
    const [{ rows }] = (await measured('--table', file)) as unknown as [
      { rows: { bits: number; theoryDb: number; snr: { kind: string; db: number } }[] },
    ];
    expect(rows.map(({ bits }) => bits)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    expect(rows[7].theoryDb).toBe(49.92);
    expect(rows[15].theoryDb).toBe(98.08);
    // Few levels are clipped by much, and 16 bits of source have no finer noise.
    for (const { theoryDb, snr } of rows.slice(5, 13)) {
      expect(Math.abs(snr.db - theoryDb)).toBeLessThan(2);
    }
    expect(rows[15].snr.kind).toBe('lossless');
  });

  it('prints sixteen lines for each file', async () => {
    const file = asset('librivox-0930.wav');
    const { stdout } = await voiceCli(['measure', '--table', file]);
    const [name, header, ...rows] = stdout.trimEnd().split('\n');
    expect(name).toBe(file);
    expect(header).toMatch(/^bits +levels +step +bit\/s +theory dB +measured dB/);
    expect(rows).toHaveLength(16);
    expect(rows[7]).toMatch(/^8 +256 +0\.00781250 +64000 +49\.92 +29\.\d\d +0\.00 % +no$/);
    expect(rows[15]).toMatch(/^16 +65536 .* 98\.08 +lossless +100\.00 % +yes$/);
  });
});

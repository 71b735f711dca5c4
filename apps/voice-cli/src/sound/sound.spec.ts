import fc from 'fast-check';
import { bareOnly, BareSampleReader, toBareSamples } from './bare-samples';
import { firstSeconds } from './first-seconds';
import { PLAYERS, RECORDERS, whatToInstall } from './sound-program';

describe('BareSampleReader', () => {
  it('reads the output of toBareSamples, wherever it is split', () => {
    const levels = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1 });
    fc.assert(
      fc.property(levels, fc.array(fc.nat(20)), (samples, cuts) => {
        const original = Float32Array.from(samples, (level) => level / 32_768);
        const bytes = toBareSamples(original);
        const reader = new BareSampleReader();
        const read: number[] = [];
        let at = 0;
        for (const length of [...cuts, bytes.length]) {
          read.push(...reader.push(bytes.subarray(at, at + length)));
          at += length;
        }
        expect(read).toEqual([...original]);
      }),
    );
  });

  it('reads the low byte first', () => {
    expect([...toBareSamples(Float32Array.of(0.5, -1, 2))]).toEqual([0, 0x40, 0, 0x80, 0xff, 0x7f]);
  });
});

describe('bareOnly', () => {
  async function passed(...pieces: Buffer[]): Promise<Buffer> {
    const out: Buffer[] = [];
    const input = (async function* () {
      yield* pieces;
    })();
    for await (const piece of bareOnly(input)) out.push(piece);
    return Buffer.concat(out);
  }

  it('passes samples on unchanged, however they are split', async () => {
    for (const length of [0, 1, 3, 4095, 4096, 10_001]) {
      const samples = Buffer.alloc(length, 7);
      const pieces = [samples.subarray(0, 3), samples.subarray(3, 4100), samples.subarray(4100)];
      expect((await passed(...pieces)).equals(samples)).toBe(true);
    }
  });

  it.each([
    ['WAVE', 'RIFF\xff\xff\xff\xffWAVEfmt '],
    ['Ogg', 'OggS\0\x02'],
    ['WebM', '\x1a\x45\xdf\xa3'],
    ['FLAC', 'fLaC'],
    ['MP3', 'ID3\x04\0\0\0\0\0\0....'],
    ['MP4', '\0\0\0\x18ftypisom'],
    ['AIFF', 'FORM\0\0\0\0AIFF'],
  ])('refuses input that begins like %s, even byte by byte', async (form, text) => {
    const bytes = Buffer.from(text, 'latin1');
    const single = Array.from(bytes, (byte) => Buffer.of(byte));
    await expect(passed(...single)).rejects.toMatchObject({
      code: 'audio_unsupported',
      message: expect.stringContaining(`the form ${form}`),
    });
  });
});

describe('firstSeconds', () => {
  async function* pieces(): AsyncGenerator<Float32Array, void, void> {
    for (;;) yield new Float32Array(300);
  }

  it('ends at the exact sample, and closes the source', async () => {
    let sampleCount = 0;
    for await (const samples of firstSeconds(pieces(), 1000, 1.25)) sampleCount += samples.length;
    expect(sampleCount).toBe(1250);
  });
});

describe('whatToInstall', () => {
  it('names each program once, and only sox where there is no choice', () => {
    const text = 'install one of pw-record, parecord, arecord or sox';
    expect(whatToInstall(RECORDERS, 'linux')).toBe(text);
    expect(whatToInstall(PLAYERS, 'darwin')).toBe('install sox');
  });

  it('requests the rate from all of them', () => {
    for (const { args } of [...RECORDERS, ...PLAYERS]) {
      expect(args(44_100).join(' ')).toContain('44100');
    }
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SampleFormat, wrapSamples, writeRiff, writeWav } from '@sealwave/audio';
import { concat, ErrorCode } from '@sealwave/kernel';
import { seededRandom } from '@sealwave/testing';
import { decodeFile } from './decode-file';
import { decodeRecording } from './decode-recording';
import type { MonoSlice } from './mono-slice';
import { readAsset } from '../testing/recording-fixtures';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** All of a recording in one piece, whatever it was cut into. */
async function joined(slices: AsyncIterable<MonoSlice> | Iterable<MonoSlice>) {
  const rates = new Set<number>();
  const samples: number[] = [];
  for await (const slice of slices) {
    rates.add(slice.samplingRate);
    for (const sample of slice.samples) samples.push(sample);
  }
  return { rates: [...rates], samples };
}

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'recording');
  await writeFile(path, bytes);
  return path;
}

/** Longer than one piece, and of no round length. */
const random = seededRandom(3);
const noise = (seconds: number, samplingRate: number, channelCount: number) => ({
  samplingRate,
  channels: Array.from({ length: channelCount }, () =>
    Float32Array.from({ length: seconds * samplingRate + 7 }, () => 1.9 * random() - 0.95),
  ),
});
const stereo = writeWav(noise(3, 44_100, 2), 's24');
const ofData = (bytes: Uint8Array) => bytes.indexOf(0x64 /* d, of "data" */, 36);

describe('decodeFile', () => {
  it.each<[SampleFormat, number, number]>([
    ['u8', 8000, 1],
    ['s16', 48_000, 1],
    ['s24', 44_100, 3],
    ['s32', 96_000, 2],
    ['f32', 96_000, 2],
    ['s16', 8000, 64],
    ['f64', 8000, 1],
    ['a-law', 8000, 2],
    ['mu-law', 8000, 1],
  ])(
    'decodes WAVE of %s at %d Hz with %d channels as from memory',
    async (format, rate, channels) => {
      const wav = writeWav(noise(1, rate, channels), format);
      const fromFile = await joined(decodeFile(await fileOf(wav)));
      expect(fromFile).toEqual(await joined(decodeRecording(wav)));
      expect(fromFile.samples).toHaveLength(rate + 7);
    },
  );

  it.each(['webm', 'ogg', 'wav', 'mp3', 'flac'].map((kind) => `librivox-0930.${kind}`))(
    'decodes %s as from memory',
    async (name) => {
      const recording = readAsset(name);
      const fromFile = await joined(decodeFile(await fileOf(recording)));
      expect(fromFile.samples.length).toBeGreaterThan(3.2 * fromFile.rates[0]);
      expect(fromFile).toEqual(await joined(decodeRecording(recording)));
    },
  );

  it.each([
    ['a text of a megabyte before the samples', (wav: Uint8Array) => withText(wav, 1_500_000)],
    ['chunks behind the samples', (wav: Uint8Array) => concat(wav, wav.subarray(0, 5000))],
    ['a size of 0, as of a pipe', (wav: Uint8Array) => withClaims(wav, 0)],
    ['a size that is not known', (wav: Uint8Array) => withClaims(wav, 0xffffffff)],
    ['a size of somebody who writes to a pipe', (wav: Uint8Array) => withClaims(wav, 0x7ffff000)],
    ['less claimed than there is', (wav: Uint8Array) => withClaims(wav, 123_457)],
  ])('decodes WAVE with %s as from memory', async (_, change) => {
    const wav = change(stereo);
    const fromFile = await joined(decodeFile(await fileOf(wav)));
    expect(fromFile.samples.length).toBeGreaterThan(20_000);
    expect(fromFile).toEqual(await joined(decodeRecording(wav)));
  });

  it('yields nothing from a WAVE file without samples', async () => {
    const wav = wrapSamples(
      { sampleFormat: 's16', samplingRate: 8000, channelCount: 1 },
      new Uint8Array(0),
    );
    expect((await joined(decodeFile(await fileOf(wav)))).samples).toEqual([]);
  });

  it.each([
    ['an empty file', new Uint8Array(0), ErrorCode.AudioEmpty],
    ['a text', new TextEncoder().encode('once upon a time'), ErrorCode.AudioUnsupported],
    ['WAVE that lacks its end', stereo.subarray(0, -100_001), ErrorCode.AudioUnreadable],
    ['WAVE cut in its header', stereo.subarray(0, 30), ErrorCode.AudioUnreadable],
    ['WAVE without samples', writeRiff('WAVE', []), ErrorCode.AudioUnreadable],
    ['WAVE whose text never ends', withText(stereo, 17 * 2 ** 20), ErrorCode.AudioUnreadable],
    ['WebM cut in its header', readAsset('librivox-0930.webm').subarray(0, 30), 'audio_unreadable'],
  ])('refuses %s', async (_, bytes, code) => {
    await expect(joined(decodeFile(await fileOf(bytes)))).rejects.toThrow(
      expect.objectContaining({ code, peerFault: true }),
    );
  });

  it('refuses a file that is too large to read as a whole, without reading it', async () => {
    const path = await fileOf(readAsset('librivox-0930.webm'));
    await truncate(path, 300 * 2 ** 20);
    await expect(joined(decodeFile(path))).rejects.toThrow(
      expect.objectContaining({ code: ErrorCode.AudioTooLarge }),
    );
  });

  it('refuses a path that is not a file', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [folder, pipe]) {
      await expect(joined(decodeFile(path))).rejects.toThrow('not a file');
    }
  });

  it('passes on errors of the file system', async () => {
    await expect(joined(decodeFile(join(folder, 'nothing')))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});

/** Puts a chunk of text before the format of the samples. */
function withText(wav: Uint8Array, bytes: number): Uint8Array {
  const rest = wav.subarray(12);
  const text = writeRiff('WAVE', [{ id: 'LIST', body: new Uint8Array(bytes) }]);
  return concat(text, rest);
}

/** Changes the sizes that the header claims for the samples and the file. */
function withClaims(wav: Uint8Array, bytes: number): Uint8Array {
  const changed = wav.slice();
  const view = new DataView(changed.buffer);
  view.setUint32(4, bytes, true);
  view.setUint32(ofData(wav) + 4, bytes, true);
  return changed;
}

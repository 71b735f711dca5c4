import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { opusPackets, muxOpus, readAsset } from '@sealwave/node/media/fixtures';
import { seededRandom } from '@sealwave/testing';
import { parseWav, writeWav } from '@sealwave/audio';
import { SoundFolder } from './sound-folder';
import { asset, measured, voiceCli } from './voice-cli';

const sounds = new SoundFolder();

/** A second of noise, and a bit that does not fill a frame, at 8 kHz: what the coder is given. */
const random = seededRandom(11);
const noise = Int16Array.from({ length: 8077 }, () => 20_000 * (random() - 0.5));
const noiseFile = sounds.write(
  'noise.wav',
  writeWav({ samplingRate: 8000, channels: [Float32Array.from(noise, (x) => x / 32_768)] }, 's16'),
);

/** The samples of a 16-bit WAVE file whose data begin at byte 44, read without our parser. */
function samplesOf(path: string): Int16Array {
  const bytes = readFileSync(path);
  expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 12)).toBe('RIFFWAVE');
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  expect(bytes.readUInt16LE(22)).toBe(1);
  expect(bytes.readUInt32LE(24)).toBe(8000);
  expect(bytes.toString('latin1', 36, 40)).toBe('data');
  expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
  return Int16Array.from({ length: (bytes.length - 44) / 2 }, (_, i) =>
    bytes.readInt16LE(44 + 2 * i),
  );
}

function snrDb(original: Int16Array, heard: Int16Array): number {
  let signal = 0;
  let lost = 0;
  original.forEach((sample, i) => {
    signal += sample ** 2;
    lost += (sample - heard[i]) ** 2;
  });
  return 10 * Math.log10(signal / lost);
}

describe('voice-cli measure --write', () => {
  it.each([
    ['nlp64', []],
    ['mulaw', []],
    ['pcm8', []],
    ['pcm5', ['--bits', '5']],
  ])('writes the result of %s, with the SNR that it reports', async (coder, bits) => {
    const folder = sounds.at(`heard-${coder}`);
    const name = coder === 'pcm5' ? 'pcm8' : coder;
    const [figures] = await measured('--coder', name, ...bits, '--write', folder, noiseFile);
    const heard = samplesOf(join(folder, `noise.wav.${coder}.wav`));
    expect(heard).toHaveLength(noise.length);
    const { db } = figures['snr'] as { db: number };
    expect(db).toBe(Math.floor(100 * snrDb(noise, heard)) / 100);
  });

  it('writes every kind of recording as a WAVE file that can be measured again', async () => {
    const folder = sounds.at('heard');
    const files = ['librivox-0930.webm', 'librivox-0930.ogg'].map(asset);
    const reports = await measured('--write', folder, ...files);
    const written = readdirSync(folder).sort();
    expect(written).toEqual(['librivox-0930.ogg.nlp64.wav', 'librivox-0930.webm.nlp64.wav']);
    const again = await measured(...written.reverse().map((name) => join(folder, name)));
    again.slice(0, 2).forEach((figures, i) => {
      expect(figures['sampleCount']).toBe(reports[i]['sampleCount']);
    });
    expect(parseWav(readFileSync(join(folder, written[0]))).samplingRate).toBe(8000);
  });

  it('keeps files with equal names apart', async () => {
    const files = ['a/x.wav', 'b/c/x.wav'].map((name) => sounds.tone(name, { amplitude: 0.5 }));
    const folder = sounds.at('apart');
    expect((await voiceCli(['measure', '--write', folder, ...files])).status).toBe(0);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      'a',
      'a/x.wav.nlp64.wav',
      'b',
      'b/c',
      'b/c/x.wav.nlp64.wav',
    ]);
  });

  it('leaves no partial file of a damaged recording', async () => {
    const packets = opusPackets(readAsset('librivox-0930.ogg'), 'ogg');
    const whole = await muxOpus(packets);
    const file = sounds.write('broken.ogg', whole.subarray(0, -20));
    const folder = sounds.at('none');
    const { status, stderr } = await voiceCli(['measure', '--write', folder, file]);
    expect(status).toBe(1);
    expect(stderr).toContain('broken.ogg: the recording is cut');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never overwrites an input', async () => {
    const file = sounds.tone('y.wav', { amplitude: 0.5 });
    const other = sounds.tone('y.wav.nlp64.wav', { amplitude: 0.5 });
    const before = readFileSync(other);
    const args = ['measure', '--write', sounds.path, file, other];
    expect(await voiceCli(args)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`--write would overwrite ${other}`),
    });
    expect(readFileSync(other).equals(before)).toBe(true);
  });

  it('stops when it cannot write', async () => {
    const { status, stderr } = await voiceCli(['measure', '--write', noiseFile, noiseFile]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^voice-cli: cannot write .*noise\.wav/);
  });
});

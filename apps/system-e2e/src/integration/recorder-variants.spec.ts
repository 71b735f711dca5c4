import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concat } from '@sealwave/kernel';
import { audioOf, Browser } from '../browser/browser';
import { waveFile } from '../conformance/riff';
import { stopAll } from '../processes/running';
import { flawOf } from './recorders';
import { startSystem } from './system';
import { WAVE_VARIANTS } from './wave-variants';

const assets = join(__dirname, '../../../../libs/testing/assets');
const SECONDS = 3.29;
/** Of the voices. */
const RATE = 16_000;

const asset = (name: string): Uint8Array => readFileSync(join(assets, name));

/** An ID3v2 tag with a picture of `bytes`. */
function picture(bytes: number): Uint8Array {
  const frame = Buffer.alloc(10 + bytes, 0xff);
  frame.write('APIC', 'latin1');
  frame.writeUInt32BE(bytes, 4);
  frame.writeUInt16BE(0, 8);
  return concat(Buffer.from('ID3\x03\0\0', 'latin1'), sevenBits(frame.length), frame);
}

/** A length in four bytes of seven bits each. */
function sevenBits(value: number): Uint8Array {
  return Uint8Array.from([21, 14, 7, 0], (shift) => (value >> shift) & 0x7f);
}

/** A FLAC file as an encoder leaves it that wrote to a pipe: it could not go back for number and sum of the samples. */
function pipedFlac(): Uint8Array {
  const flac = Buffer.from(asset('librivox-0930.flac'));
  flac[21] &= 0xf0;
  return flac.fill(0, 22, 42);
}

const BUILT: Readonly<Record<string, () => Uint8Array>> = {
  ...WAVE_VARIANTS,
  'MP3 behind a picture of 300 KB': () => concat(picture(300_000), asset('librivox-0930.mp3')),
  'FLAC behind a picture of 300 KB': () => concat(picture(300_000), asset('librivox-0930.flac')),
  'FLAC from a pipe': pipedFlac,
};

/** How long a file is of which nobody can tell what its encoder added: whole frames. */
const WHOLE_FRAMES = [
  ['mp3-without-info.mp3', 94 * (576 / 16_000)],
  ['mp2-layer-2.mp2', 46 * (1_152 / 16_000)],
] as const;

describe('a human voice as another recorder writes it', () => {
  let [ann, ben]: Browser[] = [];

  beforeAll(async () => {
    const { gateway } = await startSystem();
    ann = await Browser.inLobby(gateway.url);
    ben = await Browser.inLobby(gateway.url, 'binary');
  });
  afterAll(async () => {
    [ann, ben].forEach((browser) => browser.close());
    await stopAll();
  });

  /** What others hear of it, as a WAVE file. */
  const heard = async (file: Uint8Array): Promise<Uint8Array> => {
    const sent = await ann.ask('send_audio', { audio: Buffer.from(file) });
    expect(sent).toMatchObject({ id: expect.any(String) });
    return audioOf(await ben.next('audio_received'));
  };

  it.each([
    ['webm-piped.webm'],
    ['webm-cues-first.webm'],
    ['webm-one-after-the-other.webm'],
    ['mka-60-ms.mka'],
    ['ogg-chained-voice.opus'],
    ['ogg-family-1-mono.opus'],
    ['ogg-low-delay.opus'],
    ['ogg-stereo-5-ms.ogg'],
    ['mp3-mpeg-2-5.mp3'],
    ['mp3-vbr-stereo.mp3'],
    ['wav-a-law.wav'],
  ])('is heard whole from %s', async (name) => {
    const whole = await heard(asset(join('variants', name)));
    expect(flawOf(whole, { name, seconds: SECONDS })).toBeNull();
  });

  it.each(Object.entries(BUILT))('is heard whole from %s', async (name, build) => {
    expect(flawOf(await heard(build()), { name, seconds: SECONDS })).toBeNull();
  });

  it.each(WHOLE_FRAMES)('is heard in whole frames from %s: %d s', async (name, seconds) => {
    expect(seconds).toBeGreaterThan(SECONDS + 0.02);
    expect(flawOf(await heard(asset(join('variants', name))), { name, seconds })).toBeNull();
  });

  it.each([
    ['half of it', 44, SECONDS / 2, /^1\.64\d* s instead of 3\.29 s$/],
    ['something else', 44 + 2 * RATE, SECONDS, /^only alike by /],
  ])('is told from %s', async (name, from, seconds, flaw) => {
    const other = asset(name === 'half of it' ? 'librivox-0930.wav' : 'librivox-0870.wav');
    const samples = Buffer.from(other.subarray(from, from + 2 * Math.floor(seconds * RATE)));
    const part = waveFile({ tag: 1, bits: 16, samplingRate: RATE }, samples);
    expect(flawOf(await heard(part), { name, seconds: SECONDS })).toMatch(flaw);
  });
});

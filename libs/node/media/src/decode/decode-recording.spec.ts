import { mixToMono, parseWav, resample, type SampleFormat, writeWav } from '@sealwave/audio';
import { concat, ErrorCode } from '@sealwave/kernel';
import { bestCorrelation, seededRandom } from '@sealwave/testing';
import { AudioError } from './audio-error';
import { cluster, ogg, oggPage, simpleBlock, webm, webmOf } from '../testing/container-builders';
import { decoded, decodedAsItIs } from '../testing/decoded-fixture';
import { LONG_SILENT_PACKET, opusHead } from '../testing/opus-fixtures';
import { opusPackets, readAsset } from '../testing/recording-fixtures';

const refusal = (code: ErrorCode) => expect.objectContaining({ code, peerFault: true });
const text = (words: string) => new TextEncoder().encode(words);
const wav = readAsset('librivox-0930.wav');
const mp3 = readAsset('librivox-0930.mp3');
const flac = readAsset('librivox-0930.flac');
const packets = opusPackets(readAsset('librivox-0930.ogg'), 'ogg');
const voice = (() => {
  const { channels, samplingRate } = parseWav(wav).readAll();
  return resample(mixToMono(channels), samplingRate);
})();
const spoken = { samplingRate: 8000, channels: [voice] };
const alike = async (recording: Uint8Array) =>
  bestCorrelation(voice, await decoded(recording), 800).coefficient;
const id3 = (bytes: number) =>
  concat(
    text('ID3\x04\0\0'),
    Uint8Array.of(0, bytes >> 14, (bytes >> 7) & 127, bytes & 127),
    new Uint8Array(bytes),
  );
const id3v1 = concat(text('TAG'), new Uint8Array(125));

describe('decodeRecording', () => {
  it.each([
    ['MP3', mp3],
    [
      'MP3 behind a tag with a large picture, with a tag at its end',
      concat(id3(300_000), mp3, id3v1),
    ],
    ['MP3 behind the rest of something', concat(id3(0), new Uint8Array(500).fill(7), mp3)],
    ['FLAC', flac],
    ['FLAC behind a tag, with zeros behind it', concat(id3(500), flac, new Uint8Array(50))],
    ['FLAC with a picture of which the end is not one', withPicture(flac)],
    ['WAVE of 16 bits', wav],
    ...(['f64', 'a-law', 'mu-law', 's24'] as const).map(
      (format: SampleFormat): [string, Uint8Array] => [
        `WAVE of ${format}`,
        writeWav(spoken, format),
      ],
    ),
  ])('decodes a whole voice from %s', async (_, recording) => {
    const { seconds } = await decodedAsItIs(recording);
    expect(Math.abs(seconds - voice.length / 8000)).toBeLessThanOrEqual(0.02);
    expect(await alike(recording)).toBeGreaterThanOrEqual(0.95);
  });

  it('decodes FLAC exactly', async () => {
    const { samples } = await decodedAsItIs(flac);
    expect(samples).toHaveLength(voice.length);
    const highest = Math.max(...samples.map((sample, i) => Math.abs(sample - voice[i])));
    // The file was resampled by another filter.
    expect(highest).toBeLessThan(0.05);
  });

  it('decodes two joined MP3 files, each with its metadata', async () => {
    const { seconds } = await decodedAsItIs(concat(mp3, mp3));
    expect(seconds).toBeGreaterThan(2 * 3.29);
  });

  it.each([
    ['in the middle', [40]],
    ['at the beginning', [0]],
    ['twice', [20, 30]],
  ])('continues after a packet that is broken %s', async (_, places) => {
    const damaged = packets.map((packet, i) => (places.includes(i) ? Uint8Array.of(0xff) : packet));
    for (const file of [webm(damaged, { packetMs: 20 }), ogg(damaged, { packetSamples: 960 })]) {
      const { seconds } = await decodedAsItIs(file);
      expect(Math.abs(seconds - packets.length / 50)).toBeLessThan(1e-6);
    }
  });

  it('refuses a file with mostly broken packets', async () => {
    const damaged = packets.map((packet, i) => (i % 3 === 0 ? Uint8Array.of(0xff) : packet));
    await expect(decoded(webm(damaged, { packetMs: 20 }))).rejects.toThrow(
      refusal(ErrorCode.AudioUnreadable),
    );
  });

  it.each([
    ['left and right', 2, [1, 1, 0, 1]],
    ['right and left', 2, [1, 1, 1, 0]],
    ['mono twice', 2, [1, 0, 0, 0]],
    ['mono', 1, [1, 0, 0]],
  ])('decodes Opus with a mapping of family 1: %s', async (_, channels, mapping) => {
    const head = opusHead({ channels, mapping, preSkip: 312 });
    expect(await alike(ogg(packets, { head, packetSamples: 960 }))).toBeGreaterThan(0.95);
  });

  it.each([
    ['MP4 with AAC', concat(new Uint8Array(4), text('ftypM4A '), new Uint8Array(99), text('mp4a'))],
    [
      'MP4 with ALAC',
      concat(new Uint8Array(4), text('ftypM4A '), new Uint8Array(99), text('alac')),
    ],
    ['MP4', concat(new Uint8Array(4), text('ftypisom'))],
    ['AMR', text('#!AMR\n')],
    ['AIFF', text('FORM\0\0\0\0AIFF')],
    ['CAF', text('caff\0\x01')],
    ['AAC', Uint8Array.of(0xff, 0xf1, 0x50, 0x80, 0, 0x1f, 0xfc)],
    ['Vorbis', oggPage([text('\x01vorbis')], { sequence: 0, flags: 2 })],
    ['AAC', webm(packets, { codec: 'A_AAC/MPEG4/LC' })],
  ])('names %s, and the command that converts it', async (form, recording) => {
    const hearing = (async () => decoded(recording))();
    await expect(hearing).rejects.toMatchObject({
      code: ErrorCode.AudioUnsupported,
      message: `sound of the form ${form} is not supported; this makes a file that is: ffmpeg -i FILE -ac 1 -ar 8000 FILE.wav`,
    });
  });

  it.each<[string, Uint8Array, ErrorCode]>([
    ['TM-D14: WAVE at 1 Hz', atRate(1), ErrorCode.AudioUnsupported],
    ['TM-D14: WAVE at 3999 Hz', atRate(3999), ErrorCode.AudioUnsupported],
    ['TM-D14: FLAC at 1 Hz', flacAt(1), ErrorCode.AudioUnsupported],
    [
      'TM-D14: ten minutes of Opus in two bytes a packet, laced',
      laced(20),
      ErrorCode.AudioUnsupported,
    ],
    ['bytes of no known form', text('once upon a time'), ErrorCode.AudioUnsupported],
    ['nothing', new Uint8Array(0), ErrorCode.AudioEmpty],
  ])('refuses %s', async (_, recording, code) => {
    await expect((async () => decoded(recording))()).rejects.toThrow(refusal(code));
  });

  it.each([
    ['WAVE', wav],
    ['MP3', mp3],
    ['FLAC', flac],
  ])('refuses %s wherever it is truncated', async (_, recording) => {
    const random = seededRandom(5);
    for (let round = 0; round < 25; round++) {
      const length = 1 + Math.floor(random() * (recording.length - 1));
      await expect((async () => decoded(recording.subarray(0, length)))()).rejects.toBeInstanceOf(
        AudioError,
      );
    }
  });

  it.each([
    ['MP3', mp3],
    ['FLAC', flac],
  ])(
    'decodes %s to its full length or refuses it, whichever bit is flipped',
    async (_, recording) => {
      const random = seededRandom(6);
      for (let round = 0; round < 25; round++) {
        const bytes = recording.slice();
        const bit = Math.floor(random() * 8 * bytes.length);
        bytes[bit >> 3] ^= 1 << (bit & 7);
        try {
          expect((await decodedAsItIs(bytes)).seconds).toBeGreaterThan(3.28);
        } catch (error) {
          expect(error).toBeInstanceOf(AudioError);
        }
      }
    },
  );
});

/** 850 samples, of another rate than the header of WAVE may have. */
function atRate(samplingRate: number): Uint8Array {
  const file = writeWav({ samplingRate: 8000, channels: [new Float32Array(850)] }, 's16');
  new DataView(file.buffer).setUint32(24, samplingRate, true);
  return file;
}

function flacAt(samplingRate: number): Uint8Array {
  const file = flac.slice();
  const at = 18;
  file.set(
    [samplingRate >> 12, samplingRate >> 4, ((samplingRate & 15) << 4) | (file[at + 2] & 15)],
    at,
  );
  return file;
}

/** Puts a picture behind the first block of a FLAC file, of nothing that is a picture. */
function withPicture(file: Uint8Array): Uint8Array {
  const at = 4 + 4 + 34;
  const picture = new Uint8Array(70_000).fill(0xff);
  const header = Uint8Array.of(6, picture.length >> 16, picture.length >> 8, picture.length);
  return concat(file.subarray(0, at), header, picture, file.subarray(at));
}

/** Opus in blocks that are laced by nothing: 256 packets of no bytes, each of which stands for 120 ms. */
function laced(blockCount: number): Uint8Array {
  const empty = concat(Uint8Array.of(255), new Uint8Array(255));
  const blocks = Array.from({ length: blockCount }, (_, i) => simpleBlock(60 * i, empty, 0x02));
  return webmOf([cluster(0, [simpleBlock(0, LONG_SILENT_PACKET), ...blocks])]);
}

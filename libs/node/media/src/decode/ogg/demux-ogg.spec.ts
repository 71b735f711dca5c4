import { concat, ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { AudioError } from '../audio-error';
import { ogg, oggPage, oggPageOf, oggPages } from '../../testing/container-builders';
import { demuxOgg } from './demux-ogg';
import { opusHead } from '../../testing/opus-fixtures';
import { opusPackets, readAsset } from '../../testing/recording-fixtures';

const refusal = (code: ErrorCode) => expect.objectContaining({ code, peerFault: true });
const asset = readAsset('librivox-0930.ogg');
const packets = opusPackets(asset, 'ogg');
const packetsOf = (file: Uint8Array) => opusPackets(file, 'ogg');
const samplesOf = (file: Uint8Array) => {
  let samples = 0;
  for (const part of demuxOgg(file))
    if (part.kind === 'packet') samples += part.samples - part.trim;
  return samples;
};
const text = (words: string) => new TextEncoder().encode(words);
const packetSamples = samplesOf(ogg(packets, { packetSamples: 0 })) / packets.length;
const file = (options = {}) => ogg(packets, { packetSamples, ...options });
const pages = () => oggPages(packets, { packetSamples });
const silentStream = (page: number) =>
  page === 0
    ? oggPage([text('fishead\0')], { serial: 7, sequence: 0, flags: 2 })
    : oggPage([new Uint8Array(9)], { serial: 7, sequence: page, flags: 4 });

describe('demuxOgg', () => {
  it('finds the packets of a real recording, and of its copy', () => {
    expect(packets.length).toBeGreaterThan(50);
    expect(packetsOf(file())).toEqual(packets);
  });

  it.each([1, 9])('reads streams that follow each other, the second one numbered %d', (serial) => {
    expect(packetsOf(concat(file(), file({ serial }), file()))).toEqual(
      [packets, packets, packets].flat(),
    );
  });

  it('begins with a decoder of its own for each of them', () => {
    const stereo = file({ head: opusHead({ channels: 2 }), serial: 2 });
    const heads = [...demuxOgg(concat(file(), stereo))].flatMap((part) =>
      part.kind === 'head' ? [part.head.channelCount] : [],
    );
    expect(heads).toEqual([1, 2]);
  });

  it('reads over what is no page, between pages and behind the last one', () => {
    const junk = concat(...pages().flatMap((page) => [page, text('junk')]));
    expect(packetsOf(junk)).toEqual(packets);
  });

  it('reads the sound beside a stream without any', () => {
    const [head, ...rest] = pages();
    const both = concat(silentStream(0), head, silentStream(1), ...rest);
    expect(packetsOf(both)).toEqual(packets);
  });

  it('reads over tags of any size, and what is broken in them', () => {
    const [head, , ...rest] = pages();
    const tags = concat(text('OpusTags'), new Uint8Array(300_000).fill(0xee));
    const wholePages = Math.floor(tags.length / (255 * 255));
    const parts = Array.from({ length: wholePages + 1 }, (_, i) => {
      const body = tags.subarray(i * 255 * 255, (i + 1) * 255 * 255);
      const sizes = Array.from({ length: Math.floor(body.length / 255) }, () => 255);
      const isLast = i === wholePages;
      const all = isLast ? [...sizes, body.length % 255] : sizes;
      return oggPageOf(all, body, {
        sequence: 1 + i,
        granule: isLast ? 0 : -1,
        flags: i > 0 ? 1 : 0,
      });
    });
    const sound = rest.map((_, i) =>
      oggPage([packets[i]], { sequence: 2 + wholePages + i, granule: (i + 1) * packetSamples }),
    );
    expect(packetsOf(concat(head, ...parts, ...sound))).toEqual(packets);
  });

  it.each([
    ['from the beginning on', 0],
    ['of a stream that was joined late', 48_000_000],
  ])('takes off the end what is padding: %s', (_, origin) => {
    const trimmed = file({ origin, trim: 500 });
    expect(samplesOf(trimmed)).toBe(packets.length * packetSamples - 500);
  });

  it('goes by the packets where a recorder counts in another way', () => {
    expect(samplesOf(ogg(packets, { packetSamples: packetSamples / 2 }))).toBe(
      packets.length * packetSamples,
    );
  });

  it('leaves out one packet of no bytes, and keeps the time of those after it', () => {
    const empty = (...places: number[]) =>
      ogg(
        packets.map((packet, i) => (places.includes(i) ? new Uint8Array(0) : packet)),
        { packetSamples },
      );
    const all = packets.length * packetSamples;
    expect(samplesOf(empty(20))).toBeGreaterThanOrEqual(all - 960);
    expect(samplesOf(empty(20, 30, 31, 32, 33, 40))).toBeGreaterThanOrEqual(all - 960);
  });

  it('leaves out a broken packet that came in between, and the time that was made up for it', () => {
    const pages = oggPages([], {}).concat(
      packets.map((packet, i) =>
        oggPage([packet], {
          sequence: i + 2 + (i < 20 ? 0 : 1),
          granule: (i + 1) * packetSamples + (i < 20 ? 0 : 60_480),
          flags: i === packets.length - 1 ? 4 : 0,
        }),
      ),
    );
    const between = oggPage([Uint8Array.of(0xff)], {
      sequence: 22,
      granule: 20 * packetSamples + 60_480,
    });
    pages.splice(22, 0, between);
    expect(samplesOf(concat(...pages))).toBe(packets.length * packetSamples);
  });

  it.each<[string, () => Uint8Array, ErrorCode]>([
    [
      'a page that is missing',
      () => concat(...pages().filter((_, i) => i !== 9)),
      ErrorCode.AudioUnreadable,
    ],
    [
      'a page that is damaged',
      () => file().map((byte, i) => (i === 3000 ? byte ^ 1 : byte)),
      ErrorCode.AudioUnreadable,
    ],
    ['less sound than it says', () => file({ trim: -5800 }), ErrorCode.AudioUnreadable],
    [
      'two streams of sound at once',
      () => concat(...pages().flatMap((page, i) => [page, oggPages(packets, { serial: 2 })[i]])),
      ErrorCode.AudioUnsupported,
    ],
    [
      'Vorbis',
      () => oggPage([text('\x01vorbis')], { sequence: 0, flags: 2 }),
      ErrorCode.AudioUnsupported,
    ],
    [
      'Speex beside it',
      () => concat(oggPage([text('Speex   1')], { serial: 3, sequence: 0, flags: 2 }), file()),
      ErrorCode.AudioUnsupported,
    ],
    [
      'a stream of an unknown kind',
      () => concat(oggPage([text('unheard')], { serial: 3, sequence: 0, flags: 2 }), file()),
      ErrorCode.AudioUnsupported,
    ],
    [
      'pages behind its last one',
      () => concat(file(), oggPage([packets[0]], { sequence: packets.length + 2 })),
      ErrorCode.AudioUnreadable,
    ],
    ['no beginning', () => concat(...pages().slice(2)), ErrorCode.AudioUnreadable],
    [
      'a packet without an end',
      () =>
        concat(
          ...pages().slice(0, 9),
          oggPageOf([255], new Uint8Array(255), { sequence: 9, granule: -1 }),
        ),
      ErrorCode.AudioUnreadable,
    ],
  ])('refuses a file with %s', (_, make, code) => {
    expect(() => packetsOf(make())).toThrow(refusal(code));
  });

  it('has all packets of a file or none, wherever it is cut within a page', () => {
    const ends = new Set<number>();
    let end = 0;
    for (const page of pages()) ends.add((end += page.length));
    const whole = file();
    for (let length = 1; length < whole.length; length += 7) {
      if (ends.has(length)) continue;
      expect(() => packetsOf(whole.subarray(0, length))).toThrow(AudioError);
    }
  });

  it('is whole or refused, whatever bit is turned over', () => {
    const whole = file();
    fc.assert(
      fc.property(fc.nat(8 * whole.length - 1), (bit) => {
        const bytes = whole.slice();
        bytes[bit >> 3] ^= 1 << (bit & 7);
        expect(() => packetsOf(bytes)).toThrow(AudioError);
      }),
      { numRuns: 2000 },
    );
  });
});

import { concat, ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { AudioError } from '../audio-error';
import {
  block,
  cluster,
  element,
  simpleBlock,
  trimmedBlock,
  webm,
  type WebmOptions,
  webmOf,
} from '../../testing/container-builders';
import { demuxMatroska } from './demux-matroska';
import type { OpusPacket } from '../opus/opus-part';
import { opusHead } from '../../testing/opus-fixtures';
import { opusPackets, readAsset } from '../../testing/recording-fixtures';

const refusal = (code: ErrorCode) => expect.objectContaining({ code, peerFault: true });
const live = readAsset('librivox-0930.webm');
const packets = opusPackets(live, 'webm');
const packetsOf = (file: Uint8Array) => opusPackets(file, 'webm');
/** Samples of all parts, and of those that are silent. */
function lengths(file: Uint8Array): { all: number; silent: number } {
  const found = { all: 0, silent: 0 };
  for (const part of demuxMatroska(file)) {
    if (part.kind === 'head') continue;
    const samples = part.kind === 'packet' ? part.samples - part.trim : part.samples;
    found.all += samples;
    if (part.kind === 'silence') found.silent += samples;
  }
  return found;
}
const packetSamples = 2880;
const BROKEN = Uint8Array.of(0xff);

describe('demuxMatroska', () => {
  it('finds the packets of a live recording of Chromium', () => {
    expect(packets.length).toBeGreaterThan(50);
  });

  it.each([3, 4, 5, 6, 7, 8])(
    'reads sizes in %d bytes, as Firefox writes them in 8',
    (sizeBytes) => {
      expect(packetsOf(webm(packets, { sizeBytes }))).toEqual(packets);
    },
  );

  it.each<[string, WebmOptions]>([
    ['segments and clusters of unknown size', { isSizeUnknown: true }],
    ['sizes of at most 8 bytes', { header: element([0x42, 0xf3], Uint8Array.of(8)) }],
    [
      'void elements, tags and pictures before the sound',
      {
        before: concat(
          element([0xec], new Uint8Array(1000)),
          element([0x12, 0x54, 0xc3, 0x67], new Uint8Array(70_000).fill(0xa3)),
          element([0x19, 0x41, 0xa4, 0x69], new Uint8Array(700_000).fill(0x55)),
        ),
      },
    ],
    ['a length that is right', { durationMs: 78 * 60 }],
    ['zeros for a header that was stripped', { track: strippedOf(Uint8Array.of(packets[0][0])) }],
  ])('reads %s', (name, options) => {
    const isStripped = name.includes('stripped');
    const written = isStripped ? packets.map((packet) => packet.subarray(1)) : packets;
    const expected = isStripped
      ? written.map((packet) => concat(packets[0].subarray(0, 1), packet))
      : packets;
    expect(packetsOf(webm(written, options))).toEqual(expected);
  });

  it('reads files that are joined end to end, and zeros behind them', () => {
    const one = webm(packets.slice(0, 30));
    const other = webm(packets.slice(30), { isSizeUnknown: true });
    expect(packetsOf(concat(one, other, one, new Uint8Array(9)))).toEqual([
      ...packets,
      ...packets.slice(0, 30),
    ]);
  });

  it.each([
    [
      'Xiph',
      0x02,
      (sizes: number[]) =>
        sizes
          .slice(0, -1)
          .flatMap((size) => [
            ...Array.from({ length: Math.floor(size / 255) }, () => 255),
            size % 255,
          ]),
    ],
    [
      'EBML',
      0x06,
      (sizes: number[]) =>
        sizes
          .slice(0, -1)
          .flatMap((size, i) => twoBytes(i === 0 ? size : size - sizes[i - 1] + 8191)),
    ],
  ])('reads blocks that are laced as %s does', (_, flags, sizesOf) => {
    const laces = [packets.slice(0, 3), packets.slice(3, 4), packets.slice(4, 10)];
    let time = 0;
    const blocks = laces.map((lace) => {
      const head = Uint8Array.of(lace.length - 1, ...sizesOf(lace.map(({ length }) => length)));
      const laced = simpleBlock(time, concat(head, ...lace), flags);
      time += 60 * lace.length;
      return laced;
    });
    expect(packetsOf(webmOf([cluster(0, blocks)]))).toEqual(packets.slice(0, 10));
  });

  it('reads laced blocks whose frames have one size', () => {
    const equal = [1, 2, 3].map((last) => Uint8Array.of(0xf8, 0xff, last));
    const laced = simpleBlock(0, concat(Uint8Array.of(2), ...equal), 0x04);
    expect(packetsOf(webmOf([cluster(0, [laced])]))).toEqual(equal);
  });

  it.each([
    ['Xiph', 0x02, [1, 9, 1]],
    ['EBML', 0x06, [1, 0x89, 1]],
    ['one size', 0x04, [2, 1, 1]],
    ['nothing', 0x02, []],
  ])('refuses lacing by %s that contradicts the block', (_, flags, body) => {
    const laced = simpleBlock(0, Uint8Array.from(body), flags);
    expect(() => packetsOf(webmOf([cluster(0, [laced])]))).toThrow(
      refusal(ErrorCode.AudioUnreadable),
    );
  });

  it('takes off the end what the file says is not to be heard', () => {
    const blocks = [simpleBlock(0, packets[0]), trimmedBlock(60, packets[1], 20_000_000)];
    expect(lengths(webmOf([cluster(0, blocks)])).all).toBe(2 * packetSamples - 960);
  });

  it('fills the time in which nothing was recorded', () => {
    const blocks = [simpleBlock(0, packets[0]), simpleBlock(560, packets[1])];
    expect(lengths(webmOf([cluster(0, blocks)]))).toEqual({
      all: 620 * 48,
      silent: 500 * 48,
    });
  });

  it('leaves the time of a broken packet in its place', () => {
    const damaged = packets.map((packet, i) => (i === 40 ? BROKEN : packet));
    expect(lengths(webm(damaged)).all).toBe(packets.length * packetSamples);
  });

  it('leaves out a broken packet that came in between, and the time that was made up for it', () => {
    const blocks = packets.slice(0, 9).map((packet, i) => simpleBlock(i * 60, packet));
    const later = packets.slice(9, 18).map((packet, i) => simpleBlock(540 + 1260 + i * 60, packet));
    const between: OpusPacket['bytes'] = BROKEN;
    const file = webmOf([cluster(0, [...blocks, simpleBlock(540, between), ...later])]);
    expect(lengths(file)).toEqual({ all: 18 * packetSamples, silent: 0 });
  });

  it.each<[string, Uint8Array, ErrorCode]>([
    [
      'sizes of more than 8 bytes',
      webm(packets, { header: element([0x42, 0xf3], Uint8Array.of(9)) }),
      ErrorCode.AudioUnsupported,
    ],
    ['Vorbis', webm(packets, { codec: 'A_VORBIS' }), ErrorCode.AudioUnsupported],
    [
      'a picture only',
      webm(packets, { track: element([0x83], Uint8Array.of(1)) }),
      ErrorCode.AudioUnreadable,
    ],
    [
      'compressed blocks',
      webm(packets, { track: encodings(0, new Uint8Array(0)) }),
      ErrorCode.AudioUnsupported,
    ],
    ['a broken head', webm(packets, { head: opusHead().subarray(1) }), ErrorCode.AudioUnreadable],
    [
      'more length than sound',
      webm(packets, { durationMs: 78 * 60 + 600 }),
      ErrorCode.AudioUnreadable,
    ],
    [
      'something else behind its end',
      concat(webm(packets), Uint8Array.of(0x42)),
      ErrorCode.AudioUnreadable,
    ],
    [
      'text behind its end',
      concat(webm(packets), new TextEncoder().encode('and so on')),
      ErrorCode.AudioUnreadable,
    ],
    [
      'a block outside of clusters',
      webm(packets, { before: simpleBlock(0, packets[0]) }),
      ErrorCode.AudioUnreadable,
    ],
    [
      'a block of no track',
      webmOf([
        cluster(0, [
          element([0xa3], concat(Uint8Array.of(0x82), block(0, packets[0]).subarray(1)), 4),
        ]),
      ]),
      ErrorCode.AudioUnreadable,
    ],
    [
      'nothing but headers of another format',
      concat(element([0x1a, 0x45, 0xdf, 0xa3], new Uint8Array(0)), simpleBlock(0, packets[0])),
      ErrorCode.AudioUnreadable,
    ],
  ])('refuses a file with %s', (_, file, code) => {
    expect(() => packetsOf(file)).toThrow(refusal(code));
  });

  it('refuses two tracks of sound, of which it could give one only', () => {
    const file = webm(packets);
    const tracks = file.indexOf(0xae, 60);
    const [, size] = [
      file[tracks],
      Number(new DataView(file.buffer).getBigUint64(tracks + 1) & 0xffn),
    ];
    const entry = file.slice(tracks, tracks + 9 + size);
    const both = concat(file.subarray(0, tracks), entry, file.subarray(tracks));
    const view = new DataView(both.buffer);
    // The sizes of the segment and of its tracks grow by the entry.
    for (const at of [file.indexOf(0x18) + 4, tracks - 8]) {
      view.setUint32(at + 4, view.getUint32(at + 4) + entry.length);
    }
    expect(() => packetsOf(both)).toThrow('several tracks');
  });

  it('has all packets of a file or none, wherever it is cut', () => {
    for (const file of [webm(packets), webm(packets, { isSizeUnknown: true }), live]) {
      for (let length = file.length - 1; length > 400; length -= 97) {
        const cut = file.subarray(0, length);
        let found: Uint8Array[] = [];
        try {
          found = packetsOf(cut);
        } catch (error) {
          expect(error).toBeInstanceOf(AudioError);
          continue;
        }
        // It ends where a block does, and had no size that says more.
        const last = found[found.length - 1];
        expect(Buffer.from(cut.subarray(-last.length))).toEqual(Buffer.from(last));
        expect(found).toEqual(packets.slice(0, found.length));
      }
    }
  });

  it('keeps the time of a broken packet at the beginning of the file, where the next one tells it', () => {
    const broken = [BROKEN, ...packets.slice(1)];
    expect(lengths(webm(broken))).toEqual(lengths(webm(packets)));
  });

  it('keeps the time of a broken packet at the end of the file', () => {
    const broken = [...packets.slice(0, -1), BROKEN];
    expect(lengths(webm(broken))).toEqual(lengths(webm(packets)));
  });

  it('is never shorter than the file without saying so, whatever bit is turned over', () => {
    const file = webm(packets);
    const whole = lengths(file).all;
    fc.assert(
      fc.property(fc.nat(8 * file.length - 1), (bit) => {
        const bytes = file.slice();
        bytes[bit >> 3] ^= 1 << (bit & 7);
        try {
          // A packet may say of itself that it is shorter.
          expect(lengths(bytes).all).toBeGreaterThan(whole - 60 * 48);
        } catch (error) {
          expect(error).toBeInstanceOf(AudioError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

function twoBytes(value: number): number[] {
  return [0x40 | (value >> 8), value & 0xff];
}

function encodings(algorithm: number, settings: Uint8Array): Uint8Array {
  const compression = concat(
    element([0x42, 0x54], Uint8Array.of(algorithm)),
    element([0x42, 0x55], settings),
  );
  return element([0x6d, 0x80], element([0x62, 0x40], element([0x50, 0x34], compression)));
}

function strippedOf(prefix: Uint8Array): Uint8Array {
  return encodings(3, prefix);
}

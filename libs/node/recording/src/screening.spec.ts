import { concat, ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { AudioError } from './audio-error';
import { screenMatroska } from './matroska-screening';
import { screenOgg } from './ogg-screening';
import { readAsset } from './recording-fixtures';

const refusal = (code: ErrorCode) => expect.objectContaining({ code, peerFault: true });

/** An EBML element with its size in four bytes. */
const element = (id: readonly number[], ...children: readonly Uint8Array[]): Uint8Array => {
  const body = concat(...children);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, 0x10000000 + body.length);
  return concat(Uint8Array.from(id), size, body);
};
const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const SEGMENT = [0x18, 0x53, 0x80, 0x67];
const TRACKS = [0x16, 0x54, 0xae, 0x6b];
const CUES = [0x1c, 0x53, 0xbb, 0x6b];
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];
const BLOCK_GROUP = [0xa0];
const BLOCK = [0xa1];
const SIMPLE_BLOCK = [0xa3];
/** Track 1, time 0, the flags, one byte of sound. */
const block = (flags = 0) => Uint8Array.of(0x81, 0, 0, flags, 0xff);
const simple = element(SIMPLE_BLOCK, block());
const file = (...children: Uint8Array[]) => concat(element(EBML), element(SEGMENT, ...children));

/** An element of unknown size. */
const open = (id: readonly number[], ...children: readonly Uint8Array[]) =>
  concat(Uint8Array.of(...id, 0x01, ...Array.from({ length: 7 }, () => 0xff)), ...children);
/** What screening makes of `children`. */
const plain = (...children: Uint8Array[]) => concat(element(EBML), open(SEGMENT, ...children));

describe('screenMatroska', () => {
  it('keeps headers and clusters, and leaves indexes and garbage out', () => {
    const tracks = element(TRACKS, Uint8Array.of(1, 2, 3));
    const unknown = element([0x77, 0x77], Uint8Array.of(4));
    const recording = file(
      element(CUES, Uint8Array.of(5)),
      tracks,
      unknown,
      element(CLUSTER, simple, simple),
      tracks,
      open(CLUSTER, simple),
      element(CUES),
      open(CLUSTER, simple),
      Uint8Array.of(0, 0, 0, 0),
    );
    expect(screenMatroska(recording)).toEqual(
      plain(tracks, open(CLUSTER, simple, simple), open(CLUSTER, simple), open(CLUSTER, simple)),
    );
  });

  it('keeps the complete blocks of a cluster that is cut', () => {
    const whole = file(element(CLUSTER, simple, simple));
    for (let missing = 1; missing <= simple.length; missing++) {
      expect(screenMatroska(whole.subarray(0, -missing))).toEqual(plain(open(CLUSTER, simple)));
    }
  });

  it('ends a cluster at a block that reaches beyond it', () => {
    const cluster = element(CLUSTER, simple, simple.subarray(0, -1));
    expect(screenMatroska(file(cluster, element(CLUSTER, simple)))).toEqual(
      plain(open(CLUSTER, simple), open(CLUSTER, simple)),
    );
  });

  it.each([
    ['a simple block', element(SIMPLE_BLOCK, block(0x04))],
    ['a block in a group', element(BLOCK_GROUP, element(BLOCK, block(0x06)))],
  ])('refuses lacing in %s, which stands for more packets than it has bytes', (_, laced) => {
    expect(() => screenMatroska(file(element(CLUSTER, laced)))).toThrow(
      refusal(ErrorCode.AudioUnsupported),
    );
  });

  it('counts the blocks of each cluster', () => {
    const cluster = (blocks: number) =>
      element(CLUSTER, ...Array.from({ length: blocks }, () => element(SIMPLE_BLOCK)));
    expect(() => screenMatroska(file(cluster(16_384), cluster(16_384)))).not.toThrow();
    expect(() => screenMatroska(file(cluster(16_385)))).toThrow(refusal(ErrorCode.AudioUnreadable));
  });

  it('counts the clusters of a file, and leaves empty ones out', () => {
    const clusters = (count: number, ...children: Uint8Array[]) =>
      file(...Array.from({ length: count }, () => element(CLUSTER, ...children)));
    expect(screenMatroska(clusters(20_000))).toEqual(plain());
    expect(() => screenMatroska(clusters(16_384, simple))).not.toThrow();
    expect(() => screenMatroska(clusters(16_385, simple))).toThrow(
      refusal(ErrorCode.AudioUnreadable),
    );
  });

  it('counts the elements of a file', () => {
    const emptyTwoBytes = (count: number) =>
      new Uint8Array(2 * count).map((_, i) => (i % 2 === 0 ? 0xec : 0x80));
    expect(() => screenMatroska(file(emptyTwoBytes(399_000)))).not.toThrow();
    expect(() => screenMatroska(file(emptyTwoBytes(400_000)))).toThrow(
      refusal(ErrorCode.AudioUnreadable),
    );
  });

  it.each([
    ['too large', file(element(TRACKS, new Uint8Array(256 * 1024)))],
    ['missing', element(EBML)],
    ['of another format', concat(element(EBML), element(CLUSTER))],
    ['cut', element(EBML, new Uint8Array(10)).subarray(0, -1)],
  ])('refuses headers that are %s', (_, recording) => {
    expect(() => screenMatroska(recording)).toThrow(refusal(ErrorCode.AudioUnreadable));
  });

  it('makes of any damage a file that screening does not change any more', () => {
    const recording = readAsset('librivox-0930.webm').subarray(0, 600);
    const damage = fc.tuple(fc.nat(599), fc.nat(255));
    fc.assert(
      fc.property(fc.array(damage, { maxLength: 20 }), (edits) => {
        const bytes = recording.slice();
        for (const [at, value] of edits) bytes[at] = value;
        try {
          const screened = screenMatroska(bytes);
          expect(screenMatroska(screened)).toEqual(screened);
        } catch (error) {
          expect(error).toBeInstanceOf(AudioError);
        }
      }),
    );
  });
});

describe('screenOgg', () => {
  const ogg = readAsset('librivox-0930.ogg');

  it('passes a complete recording through unchanged', () => {
    expect(screenOgg(ogg)).toEqual(ogg);
  });

  it('keeps the pages that are complete, wherever the file is cut', () => {
    fc.assert(
      fc.property(fc.nat(ogg.length), (length) => {
        const { length: kept } = screenOgg(ogg.subarray(0, length));
        expect(kept).toBeLessThanOrEqual(length);
        expect(kept === ogg.length || String.fromCharCode(...ogg.subarray(kept, kept + 4))).toBe(
          kept === ogg.length || 'OggS',
        );
        expect(screenOgg(ogg.subarray(0, kept))).toHaveLength(kept);
      }),
    );
  });

  it('ends where another stream begins', () => {
    const other = ogg.slice();
    other[14] ^= 1; // only the first page of the second copy has another serial number
    const both = Uint8Array.of(...ogg, ...other);
    expect(screenOgg(both)).toHaveLength(ogg.length);
  });

  it('refuses headers without end', () => {
    const page = ogg.slice(0, 47);
    const count = Math.ceil((256 * 1024) / page.length);
    const repeat = (pages: number) =>
      Uint8Array.from(Array.from({ length: pages }, () => [...page]).flat());
    expect(screenOgg(repeat(count - 1))).toHaveLength((count - 1) * page.length);
    expect(() => screenOgg(repeat(count))).toThrow(refusal(ErrorCode.AudioUnreadable));
  });
});

import * as fc from 'fast-check';
import { concat, equalConstantTime, ErrorCode, fromHex } from '@sealwave/kernel';
import { encodeFrame, type Frame, FrameDecoder, FrameType } from './frame';
import { SparePieces } from './spare-pieces';
import { WireError } from './wire-error';

const anyType = fc.constantFrom(FrameType.PublicKey, FrameType.Salt, FrameType.Audio);
const anyFrame = fc.record({
  type: anyType,
  body: fc.uint8Array({ maxLength: 300 }).map((body) => new Uint8Array(body)),
});

function split(stream: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = [0, ...cuts.map((cut) => cut % (stream.length + 1)), stream.length];
  at.sort((a, b) => a - b);
  return at.slice(1).map((end, i) => stream.subarray(at[i], end));
}

function decode(decoder: FrameDecoder, chunks: Iterable<Uint8Array>): Frame[] {
  return [...chunks].flatMap((chunk) => [...decoder.push(chunk)]);
}

describe('FrameDecoder', () => {
  it('reads the worked example of docs/protocol.md, section 2', () => {
    const frames = decode(new FrameDecoder(() => 1024), [fromHex('00 00 00 03 53 ca fe')]);
    expect(frames).toEqual([{ type: FrameType.Salt, body: Uint8Array.of(0xca, 0xfe) }]);
  });

  it('returns the frames that were sent, however TCP cuts the stream', () => {
    fc.assert(
      fc.property(fc.array(anyFrame), fc.array(fc.nat()), (frames, cuts) => {
        const decoder = new FrameDecoder(() => 1024);
        const stream = concat(...frames.map(({ type, body }) => encodeFrame(type, body)));
        expect(decode(decoder, split(stream, cuts))).toEqual(frames);
        expect(decoder.midFrame).toBe(false);
      }),
    );
  });

  it('returns the frames that were sent when they arrive byte by byte', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 4 }), (frames) => {
        const stream = concat(...frames.map(({ type, body }) => encodeFrame(type, body)));
        const bytes = Array.from(stream, (byte) => Uint8Array.of(byte));
        expect(decode(new FrameDecoder(() => 1024), bytes)).toEqual(frames);
      }),
    );
  });

  it('carries a body far larger than its first piece of memory', () => {
    const body = Uint8Array.from({ length: 300_000 }, (_, i) => i * 7);
    const stream = encodeFrame(FrameType.Audio, body);
    const cuts = Array.from({ length: 40 }, (_, i) => i * 7919);
    const [frame] = decode(new FrameDecoder(() => 1 << 20), split(stream, cuts));
    expect(equalConstantTime(frame.body, body)).toBe(true);
  });

  it.each([65_536, 65_538, 131_072, 200_000, 300_001])(
    'collects a body of %d bytes in reused memory, and gives it back',
    (length) => {
      const spare = new SparePieces(1 << 20);
      const sent = Uint8Array.from({ length }, (_, i) => i * 7);
      const other = sent.map((byte) => ~byte);
      const stream = encodeFrame(FrameType.Audio, sent);
      const begun = encodeFrame(FrameType.Audio, other).subarray(0, -1);
      const unfinished = new FrameDecoder(() => 1 << 20, spare);
      decode(unfinished, split(begun, [9_999, 99_999]));
      unfinished.drop();
      const kept = spare.bytes;
      const [{ body }] = decode(
        new FrameDecoder(() => 1 << 20, spare),
        split(stream, [9_999, 99_999]),
      );
      expect(body.length).toBe(length);
      expect(equalConstantTime(body, sent)).toBe(true);
      expect(spare.bytes).toBe(kept);
      expect(kept > 0).toBe(length > 65_536);
    },
  );

  it('returns frames of unknown types, for the owner to judge', () => {
    const [frame] = decode(new FrameDecoder(() => 8), [fromHex('00 00 00 01 7a')]);
    expect(frame).toEqual({ type: 0x7a, body: new Uint8Array(0) });
  });

  it('refuses a length of zero after the four bytes of the length', () => {
    const decoder = new FrameDecoder(() => 8);
    expect(() => decode(decoder, [fromHex('00000000')])).toThrow(
      expect.objectContaining({ code: ErrorCode.FrameEmpty }),
    );
  });

  it('refuses a frame over the limit after its header', () => {
    const decoder = new FrameDecoder((type) => (type === FrameType.Audio ? 8 : 4));
    expect(() => decode(decoder, [fromHex('ff ff ff ff 41')])).toThrow(
      expect.objectContaining({
        code: ErrorCode.FrameTooLarge,
        detail: { type: FrameType.Audio, length: 0xffffffff, limit: 8 },
      }),
    );
  });

  it('asks for the limit again at each frame', () => {
    const decoder = new FrameDecoder(() => 2);
    expect(() => decode(new FrameDecoder(() => 2), [fromHex('00000003 53 0000')])).toThrow(
      WireError,
    );
    decoder.limit = () => 3;
    expect(decode(decoder, [fromHex('00000003 53 0000')])).toHaveLength(1);
  });

  it('throws only its own error, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        try {
          decode(new FrameDecoder(() => 64), chunks);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });
});

import * as fc from 'fast-check';
import { WebSocketFrames } from './web-socket-frames';

interface Frame {
  readonly opcode: number;
  readonly fin: boolean;
  readonly length: number;
}

function bytesOf({ opcode, fin, length }: Frame): Buffer {
  const size = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (size.length === 2) size.writeUInt16BE(length);
  if (size.length === 8) size.writeBigUInt64BE(BigInt(length));
  const short = size.length === 0 ? length : size.length === 2 ? 126 : 127;
  const head = Buffer.of((fin ? 0x80 : 0) | opcode, 0x80 | short);
  return Buffer.concat([head, size, Buffer.alloc(4), Buffer.alloc(length)]);
}

const frame = (opcode: number, length: number, fin = true): Frame => ({ opcode, fin, length });
const [TEXT, PING, PIECE] = [1, 9, 0];

describe('WebSocketFrames', () => {
  it.each([
    ['a message', [frame(TEXT, 5)], 0, 0],
    ['pings', [frame(PING, 0), frame(PING, 125)], 2, 0],
    ['a message in large pieces', [frame(TEXT, 2000, false), frame(PIECE, 70_000)], 0, 0],
    [
      'a message in tiny pieces',
      [frame(TEXT, 1, false), frame(PIECE, 1, false), frame(0, 1)],
      2,
      0,
    ],
    ['a message that goes on', [frame(TEXT, 2000, false)], 0, 2008],
    ['a ping inside of a message', [frame(TEXT, 2000, false), frame(PING, 9)], 1, 2008],
  ])('finds frames that no other limit counts in %s', (_, all, uncounted, unfinished) => {
    const frames = new WebSocketFrames();
    expect(frames.read(Buffer.concat(all.map(bytesOf)))).toBe(uncounted);
    expect(frames.unfinishedBytes).toBe(unfinished);
  });

  it('finds the same frames however the bytes are split', () => {
    const anyFrame = fc.record({
      opcode: fc.constantFrom(TEXT, PING, PIECE),
      fin: fc.boolean(),
      length: fc.oneof(fc.nat(130), fc.constantFrom(1023, 1024, 65_535, 65_536)),
    });
    fc.assert(
      fc.property(
        fc.array(anyFrame, { maxLength: 6 }),
        fc.integer({ min: 1, max: 500 }),
        (all, step) => {
          const bytes = Buffer.concat(all.map(bytesOf));
          const [whole, pieces] = [new WebSocketFrames(), new WebSocketFrames()];
          let uncounted = 0;
          for (let at = 0; at < bytes.length; at += step)
            uncounted += pieces.read(bytes.subarray(at, at + step));
          expect(uncounted).toBe(whole.read(bytes));
          expect(pieces.unfinishedBytes).toBe(whole.unfinishedBytes);
          const expected = all.filter(
            ({ opcode, fin, length }) => opcode === PING || (!fin && length < 1024),
          );
          expect(uncounted).toBe(expected.length);
        },
      ),
    );
  });
});

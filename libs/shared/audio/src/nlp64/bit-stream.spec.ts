import * as fc from 'fast-check';
import { BitReader } from './bit-reader';
import { BitWriter } from './bit-writer';

const aNumber = fc
  .integer({ min: 0, max: 24 })
  .chain((count) => fc.tuple(fc.integer({ min: 0, max: 2 ** count - 1 }), fc.constant(count)));

function write(byteCount: number, numbers: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = new Uint8Array(byteCount).fill(0xff);
  const writer = new BitWriter();
  writer.start(bytes);
  for (const [value, count] of numbers) writer.write(value, count);
  writer.finish();
  return bytes;
}

function readerOf(bytes: Uint8Array): BitReader {
  const reader = new BitReader(bytes.length);
  reader.start(bytes);
  return reader;
}

describe('bits in bytes', () => {
  it('are written from the most significant to the least', () => {
    const bytes = write(3, [
      [0b101, 3],
      [0b0_1100_0011, 9],
    ]);
    expect([...bytes]).toEqual([0b1010_1100, 0b0011_0000, 0]);
  });

  it('read back as the numbers that were written, then as zeros', () => {
    fc.assert(
      fc.property(fc.array(aNumber, { maxLength: 30 }), (numbers) => {
        const bits = numbers.reduce((sum, [, count]) => sum + count, 0);
        const reader = readerOf(write(Math.ceil(bits / 8) + 2, numbers));
        for (const [value, count] of numbers) expect(reader.read(count)).toBe(value);
        expect(reader.position).toBe(bits);
        expect(reader.restIsZero).toBe(true);
      }),
    );
  });

  it('are the low bits of a number, whatever is above them', () => {
    expect([...write(1, [[-2, 4]])]).toEqual([0b1110_0000]);
  });

  it('read as zero past the end', () => {
    const reader = readerOf(Uint8Array.of(0xff));
    expect([reader.read(4), reader.read(24), reader.position]).toEqual([0xf, 0xf0_0000, 28]);
  });
});

describe('BitReader.readOnes', () => {
  it('counts ones and consumes the zero after them', () => {
    const reader = readerOf(Uint8Array.of(0b0111_0110, 0b1111_1111, 0b1100_0000));
    const runs = [
      reader.readOnes(20),
      reader.readOnes(20),
      reader.readOnes(20),
      reader.readOnes(20),
    ];
    expect(runs).toEqual([0, 3, 2, 10]);
    expect(reader.position).toBe(19);
  });

  it('stops at its maximum without consuming a zero', () => {
    const reader = readerOf(new Uint8Array(4).fill(0xff));
    expect([reader.readOnes(20), reader.position]).toEqual([20, 20]);
    expect([reader.readOnes(12), reader.position]).toEqual([12, 32]);
  });
});

describe('BitReader.restIsZero', () => {
  it.each([0, 7, 8, 20, 23])('sees a one at bit %d until it has been read', (bit) => {
    const bytes = new Uint8Array(3);
    bytes[bit >> 3] = 0x80 >> (bit & 7);
    const reader = readerOf(bytes);
    reader.read(bit);
    expect(reader.restIsZero).toBe(false);
    reader.read(1);
    expect(reader.restIsZero).toBe(true);
  });
});

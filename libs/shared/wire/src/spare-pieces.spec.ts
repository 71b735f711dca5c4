import { SparePieces } from './spare-pieces';

const PIECE = 64 * 1024;

describe('SparePieces', () => {
  it('hands out what it was given back, by size', () => {
    const spare = new SparePieces(10 * PIECE);
    const [small, large] = [spare.borrow(1), spare.borrow(3 * PIECE)];
    expect([small.length, large.length]).toEqual([PIECE, 4 * PIECE]);
    spare.giveBack(small);
    spare.giveBack(large);
    expect(spare.bytes).toBe(5 * PIECE);
    expect(spare.borrow(2 * PIECE + 1)).toBe(large);
    expect(spare.borrow(PIECE)).toBe(small);
    expect(spare.borrow(PIECE)).not.toBe(small);
    expect(spare.bytes).toBe(0);
  });

  it('keeps no more than its maximum', () => {
    const spare = new SparePieces(2 * PIECE);
    for (const piece of Array.from({ length: 3 }, () => spare.borrow(PIECE))) spare.giveBack(piece);
    expect(spare.bytes).toBe(2 * PIECE);
  });

  it('frees everything', () => {
    const spare = new SparePieces(PIECE);
    const piece = spare.borrow(PIECE);
    spare.giveBack(piece);
    spare.clear();
    expect(spare.bytes).toBe(0);
    expect(spare.borrow(PIECE)).not.toBe(piece);
  });
});

import * as fc from 'fast-check';
import { keyedHash } from './keyed-hash';
import { NonceTable } from './nonce-table';

/** A small space of nonces, so that repeats and the free-slot mark both occur. */
const someNonce = fc.tuple(fc.nat(3), fc.nat(300)).map(([prefix, counter]) => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(prefix, 4);
  nonce.writeUInt32BE(counter, 8);
  return nonce;
});

describe('NonceTable', () => {
  it('decides like a set that remembers everything', () => {
    fc.assert(
      fc.property(fc.array(someNonce, { maxLength: 400 }), (nonces) => {
        const table = new NonceTable();
        const model = new Set<string>();
        const decisions = nonces.map((nonce) => table.add(nonce));
        const expected = nonces.map((nonce) => {
          const isNew = !model.has(nonce.toString('hex'));
          model.add(nonce.toString('hex'));
          return isNew;
        });
        expect(decisions).toEqual(expected);
      }),
    );
  });

  it('remembers a hundred thousand nonces that count up', () => {
    const table = new NonceTable();
    const nonce = Buffer.alloc(12, 9);
    const enteredAsNew = () => {
      let count = 0;
      for (let i = 0; i < 100_000; i++) {
        nonce.writeUInt32BE(i, 8);
        if (table.add(nonce)) count++;
      }
      return count;
    };
    expect(enteredAsNew()).toBe(100_000);
    expect(enteredAsNew()).toBe(0);
  });

  /** Slots that are looked at for an entry on average at most, and in the longest search of these numbers. */
  const MEAN_PROBES = 8;
  const LONGEST = 300;

  it.each([
    ['whose two halves differ in the same bits', (i: number) => [i, i]],
    ['that count up in the high half', (i: number) => [i, 0x9e3779b9]],
    ['that share their low bits', (i: number) => [0x55555555, i * 2 ** 15]],
    ['whose halves cancel out in a sum', (i: number) => [i, 2 ** 32 - i]],
  ])('TM-D12 looks at a few slots for each of the nonces %s', (_, halves) => {
    const table = new NonceTable();
    const nonce = Buffer.alloc(12);
    const count = 50_000;
    let fresh = 0;
    for (let i = 1; i <= count; i++) {
      const [high, low] = halves(i);
      nonce.writeUInt32BE(high >>> 0, 4);
      nonce.writeUInt32BE(low >>> 0, 8);
      if (table.add(nonce)) fresh++;
    }
    expect(fresh).toBe(count);
    expect(table.probes).toBeLessThan(MEAN_PROBES * count);
    // Growth included: no entry pays for those before it.
    expect(table.longestSearch).toBeLessThan(LONGEST);
  });

  it('TM-D12 puts the same nonces elsewhere in each table', () => {
    const hashes = [keyedHash(), keyedHash()];
    const words = Array.from({ length: 64 }, (_, i) => i);
    const [one, other] = hashes.map((hash) => words.map((word) => hash(word, word) & 1023));
    expect(one).not.toEqual(other);
  });
});

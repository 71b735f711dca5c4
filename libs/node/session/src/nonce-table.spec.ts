import * as fc from 'fast-check';
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
});

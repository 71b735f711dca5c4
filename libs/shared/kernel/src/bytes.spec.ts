import * as fc from 'fast-check';
import { concat, equalConstantTime, fromHex, toHex } from './bytes';
import { ErrorCode } from './error-code';

const someBytes = fc.uint8Array({ maxLength: 64 });

describe('concat', () => {
  it('keeps every byte in order', () => {
    fc.assert(
      fc.property(fc.array(someBytes), (parts) => {
        expect([...concat(...parts)]).toEqual(parts.flatMap((part) => [...part]));
      }),
    );
  });

  it('shares no memory with its parts', () => {
    const part = Uint8Array.of(1, 2, 3);
    const joined = concat(part);
    part[0] = 9;
    expect(joined[0]).toBe(1);
  });
});

describe('equalConstantTime', () => {
  it('agrees with a comparison byte by byte', () => {
    fc.assert(
      fc.property(someBytes, someBytes, (a, b) => {
        expect(equalConstantTime(a, b)).toBe(toHex(a) === toHex(b));
        expect(equalConstantTime(a, a.slice())).toBe(true);
      }),
    );
  });

  it('notices any single flipped bit', () => {
    const code = Uint8Array.from({ length: 32 }, (_, i) => i);
    for (let bit = 0; bit < 256; bit++) {
      const flipped = code.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(equalConstantTime(code, flipped)).toBe(false);
    }
  });
});

describe('hexadecimal', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => expect([...fromHex(toHex(bytes))]).toEqual([...bytes])),
    );
  });

  it('allows white space between bytes', () => {
    expect([...fromHex('00 ff\n0A')]).toEqual([0, 255, 10]);
  });

  it.each(['0', 'zz', '0x00'])('refuses %j', (text) => {
    expect(() => fromHex(text)).toThrow(expect.objectContaining({ code: ErrorCode.Encoding }));
  });
});

import { type Bytes, ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { hkdfSha256, pbkdf2Sha256 } from './key-derivation';

const ascii = (text: string): Bytes => new TextEncoder().encode(text);
const misuse = (message: string) => expect.objectContaining({ code: ErrorCode.Usage, message });

describe('hkdfSha256', () => {
  const secret = new Uint8Array(22).fill(0x0b);
  const salt = fromHex('000102030405060708090a0b0c');
  const info = fromHex('f0f1f2f3f4f5f6f7f8f9');

  it('derives test case 1 of RFC 5869', async () => {
    expect(toHex(await hkdfSha256(secret, { salt, info, lengthBytes: 42 }))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  it('derives a prefix of what it would derive at more length', async () => {
    const longest = toHex(await hkdfSha256(secret, { salt, info, lengthBytes: 8160 }));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8160 }), async (lengthBytes) => {
        const keys = toHex(await hkdfSha256(secret, { salt, info, lengthBytes }));
        expect(keys).toBe(longest.slice(0, 2 * lengthBytes));
      }),
      { numRuns: 20 },
    );
  });

  it('derives other keys for another use', async () => {
    const one = await hkdfSha256(secret, { salt, info, lengthBytes: 32 });
    const other = await hkdfSha256(secret, { salt, info: ascii('other'), lengthBytes: 32 });
    expect(toHex(one)).not.toBe(toHex(other));
  });

  it.each([0, -1, 1.5, NaN, 8161])('refuses to derive %d bytes', async (lengthBytes) => {
    await expect(hkdfSha256(secret, { salt, info, lengthBytes })).rejects.toThrow(
      misuse(`lengthBytes must be a whole number from 1 to 8160, not ${lengthBytes}`),
    );
  });
});

describe('pbkdf2Sha256', () => {
  it('derives the second example of RFC 7914, section 11', async () => {
    const key = await pbkdf2Sha256(ascii('Password'), {
      salt: ascii('NaCl'),
      iterations: 80_000,
      lengthBytes: 64,
    });
    expect(toHex(key)).toBe(
      '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56' +
        'a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
    );
  });

  it.each([
    [{ iterations: 0, lengthBytes: 32 }, 'iterations', 4294967295, 0],
    [{ iterations: 2 ** 32, lengthBytes: 32 }, 'iterations', 4294967295, 2 ** 32],
    [{ iterations: 1.5, lengthBytes: 32 }, 'iterations', 4294967295, 1.5],
    [{ iterations: 1, lengthBytes: 0 }, 'lengthBytes', 536870911, 0],
  ])('refuses %j', async (options, name, max, actual) => {
    await expect(pbkdf2Sha256(ascii('x'), { salt: ascii('y'), ...options })).rejects.toThrow(
      misuse(`${name} must be a whole number from 1 to ${max}, not ${actual}`),
    );
  });
});

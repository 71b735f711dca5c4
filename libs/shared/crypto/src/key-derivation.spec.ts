import { type Bytes, ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { hkdfSha256 } from './key-derivation';

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

  it('derives a prefix of a longer result', async () => {
    const longest = toHex(await hkdfSha256(secret, { salt, info, lengthBytes: 8160 }));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8160 }), async (lengthBytes) => {
        const keys = toHex(await hkdfSha256(secret, { salt, info, lengthBytes }));
        expect(keys).toBe(longest.slice(0, 2 * lengthBytes));
      }),
      { numRuns: 20 },
    );
  });

  it('derives other keys for another `info`', async () => {
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

import { type Bytes, concat, ErrorCode, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { HmacSha256 } from './hmac-sha256';

const KEY = new Uint8Array(20).fill(0x0b);
const MESSAGE = new TextEncoder().encode('Hi There');
const someBytes = fc.uint8Array({ maxLength: 200 }) as fc.Arbitrary<Bytes>;

describe('HmacSha256', () => {
  it('signs test case 1 of RFC 4231', async () => {
    const hmac = await HmacSha256.fromKey(KEY);
    expect(toHex(await hmac.sign(MESSAGE))).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
  });

  it('verifies what it signed, and only under its own key', async () => {
    const hmac = await HmacSha256.fromKey(KEY);
    const other = await HmacSha256.fromKey(new Uint8Array(20).fill(0x0c));
    await fc.assert(
      fc.asyncProperty(someBytes, async (message) => {
        const tag = await hmac.sign(message);
        expect(await hmac.verify(message, tag)).toBe(true);
        expect(await other.verify(message, tag)).toBe(false);
        expect(await hmac.verify(concat(message, tag), tag)).toBe(false);
      }),
    );
  });

  it('refuses every single flipped bit of a tag', async () => {
    const hmac = await HmacSha256.fromKey(KEY);
    const tag = await hmac.sign(MESSAGE);
    for (let bit = 0; bit < 256; bit++) {
      const flipped = tag.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(await hmac.verify(MESSAGE, flipped)).toBe(false);
    }
  });

  it('refuses a tag of any other length', async () => {
    const hmac = await HmacSha256.fromKey(KEY);
    const tag = await hmac.sign(MESSAGE);
    for (let length = 0; length < 32; length++) {
      expect(await hmac.verify(MESSAGE, tag.slice(0, length))).toBe(false);
    }
    expect(await hmac.verify(MESSAGE, concat(tag, Uint8Array.of(0)))).toBe(false);
  });

  it('refuses a key that is too short', async () => {
    await expect(HmacSha256.fromKey(new Uint8Array(15))).rejects.toThrow(
      expect.objectContaining({
        code: ErrorCode.Usage,
        message: 'key must be at least 16 bytes, not 15',
        detail: { argument: 'key', expected: 'at least 16 bytes', actual: 15 },
      }),
    );
  });
});

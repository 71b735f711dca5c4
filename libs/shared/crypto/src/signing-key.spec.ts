import { type Bytes, ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { POINT_BYTES } from './public-key';
import { SigningKey, verifySignature } from './signing-key';

const MESSAGE = new TextEncoder().encode('said by me');
const someBytes = fc.uint8Array({ maxLength: 200 }) as fc.Arbitrary<Bytes>;

describe('SigningKey', () => {
  it('signs so that only its public half verifies', async () => {
    const key = await SigningKey.generate();
    const other = await SigningKey.generate();
    await fc.assert(
      fc.asyncProperty(someBytes, async (message) => {
        const signature = await key.sign(message);
        expect(signature).toHaveLength(64);
        expect(await verifySignature(key.publicPoint, message, signature)).toBe(true);
        expect(await verifySignature(other.publicPoint, message, signature)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('has a public point that is on the curve, a different one each time', async () => {
    const [one, two] = await Promise.all([SigningKey.generate(), SigningKey.generate()]);
    expect(one.publicPoint).toHaveLength(POINT_BYTES);
    expect(one.publicPoint).not.toEqual(two.publicPoint);
  });
});

describe('verifySignature', () => {
  it('refuses every single flipped bit of message and signature', async () => {
    const key = await SigningKey.generate();
    const signature = await key.sign(MESSAGE);
    for (let bit = 0; bit < 64 * 8; bit++) {
      const flipped = signature.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(await verifySignature(key.publicPoint, MESSAGE, flipped)).toBe(false);
    }
    for (let bit = 0; bit < MESSAGE.length * 8; bit++) {
      const flipped = MESSAGE.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(await verifySignature(key.publicPoint, flipped, signature)).toBe(false);
    }
  });

  it('refuses a signature of another length', async () => {
    const key = await SigningKey.generate();
    const signature = await key.sign(MESSAGE);
    expect(await verifySignature(key.publicPoint, MESSAGE, signature.slice(1))).toBe(false);
    expect(await verifySignature(key.publicPoint, MESSAGE, new Uint8Array())).toBe(false);
  });

  it('refuses bytes that are not a public key', async () => {
    const point = (await SigningKey.generate()).publicPoint;
    const offCurve = point.slice();
    offCurve[64] ^= 1;
    // The hybrid form, which has both coordinates and also the sign of y.
    const hybrid = point.slice();
    hybrid[0] = 6 + (point[64] & 1);
    for (const wrong of [offCurve, hybrid, new Uint8Array(65)]) {
      await expect(verifySignature(wrong, MESSAGE, new Uint8Array(64))).rejects.toThrow(
        expect.objectContaining({ code: ErrorCode.PublicKeyInvalid }),
      );
    }
    await expect(verifySignature(point.slice(1), MESSAGE, new Uint8Array(64))).rejects.toThrow(
      expect.objectContaining({ code: ErrorCode.Usage }),
    );
  });
});

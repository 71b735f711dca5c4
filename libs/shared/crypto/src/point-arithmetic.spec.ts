import { ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import {
  compressPoint,
  decompressPoint,
  pointOfScalar,
  scalarFromWide,
  WIDE_SCALAR_BYTES,
} from './point-arithmetic';
import { signingKeyOfScalar } from './scalar-signing-key';
import { SigningKey, verifySignature } from './signing-key';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const wideOf = (value: bigint) => fromHex(value.toString(16).padStart(2 * WIDE_SCALAR_BYTES, '0'));
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);

describe('a scalar from 48 bytes', () => {
  it.each([
    [0n, 1n],
    [1n, 2n],
    [ORDER - 2n, ORDER - 1n],
    [ORDER - 1n, 1n],
    [2n ** 384n - 1n, ((2n ** 384n - 1n) % (ORDER - 1n)) + 1n],
  ])('is the remainder by n - 1, plus 1: %s', (value, scalar) => {
    expect(numberOf(scalarFromWide(wideOf(value)))).toBe(scalar);
  });
});

describe('a point', () => {
  it('is the same after it was compressed', () => {
    const scalar = fc.bigInt({ min: 1n, max: ORDER - 1n });
    fc.assert(
      fc.property(scalar, (value) => {
        const point = pointOfScalar(fromHex(value.toString(16).padStart(64, '0')));
        expect(decompressPoint(compressPoint(point))).toEqual(point);
      }),
      { numRuns: 20 },
    );
  });

  it('is refused where there is none', () => {
    const refused = expect.objectContaining({ code: ErrorCode.PublicKeyInvalid });
    expect(() => decompressPoint(new Uint8Array(33).fill(2, 0, 1).fill(0xff, 1))).toThrow(refused);
    expect(() => compressPoint(new Uint8Array(65).fill(4, 0, 1))).toThrow(refused);
    expect(() => pointOfScalar(new Uint8Array(32))).toThrow(
      expect.objectContaining({ code: ErrorCode.Usage }),
    );
  });
});

describe('a signing key of a scalar', () => {
  const message = Uint8Array.of(1, 2, 3);

  it('signs, before and after it was stored', async () => {
    const scalar = new Uint8Array(32).fill(7);
    const key = await signingKeyOfScalar(scalar);
    for (const each of [key, new SigningKey(structuredClone(key.stored))]) {
      const signature = await each.sign(message);
      expect(await verifySignature(each.publicPoint, message, signature)).toBe(true);
    }
    expect(key.stored.privateKey.extractable).toBe(false);
  });
});

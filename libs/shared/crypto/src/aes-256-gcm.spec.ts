import { type Bytes, concat, ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { Aes256Gcm } from './aes-256-gcm';
import { SealRejectedError } from './seal-rejected-error';

const KEY = new Uint8Array(32).fill(7);
const HELLO = new TextEncoder().encode('hello');
const AAD = Uint8Array.of(1, 2, 3);
const someBytes = fc.uint8Array({ maxLength: 200 }) as fc.Arbitrary<Bytes>;

const flipped = (bytes: Bytes, bit: number): Bytes => {
  const copy = bytes.slice();
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
};

describe('Aes256Gcm', () => {
  it('opens what it sealed', async () => {
    const gcm = await Aes256Gcm.fromKey(KEY);
    await fc.assert(
      fc.asyncProperty(someBytes, someBytes, async (plaintext, aad) => {
        const sealed = await gcm.seal(plaintext, { aad });
        expect(sealed).toHaveLength(plaintext.length + Aes256Gcm.overheadBytes);
        expect(toHex(await gcm.open(sealed, aad))).toBe(toHex(plaintext));
      }),
    );
  });

  it('puts nonce, tag and ciphertext in this order', async () => {
    // Test case 14 of the GCM specification by McGrew and Viega.
    const gcm = await Aes256Gcm.fromKey(new Uint8Array(32));
    const sealed = await gcm.seal(new Uint8Array(16), { nonce: new Uint8Array(12) });
    const tag = 'd0d1c8a799996bf0265b98b5d48ab919';
    expect(toHex(sealed)).toBe(`${'00'.repeat(12)}${tag}cea7403d4d606b6e074ec5d3baf39d18`);
  });

  it('accepts views into larger buffers', async () => {
    const gcm = await Aes256Gcm.fromKey(concat(AAD, KEY).subarray(3));
    const sealed = concat(AAD, await gcm.seal(concat(AAD, HELLO).subarray(3)), AAD);
    expect(toHex(await gcm.open(sealed.subarray(3, -3)))).toBe(toHex(HELLO));
  });

  it('never repeats a nonce', async () => {
    const gcm = await Aes256Gcm.fromKey(KEY);
    const nonces = new Set<string>();
    for (let i = 0; i < 1000; i++) nonces.add(toHex(await gcm.seal(HELLO)).slice(0, 24));
    expect(nonces.size).toBe(1000);
  });

  it('refuses every single flipped bit', async () => {
    const gcm = await Aes256Gcm.fromKey(KEY);
    const sealed = await gcm.seal(HELLO, { aad: AAD });
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      await expect(gcm.open(flipped(sealed, bit), AAD)).rejects.toThrow(SealRejectedError);
    }
  });

  it('refuses every shorter and every longer message', async () => {
    const gcm = await Aes256Gcm.fromKey(KEY);
    const sealed = await gcm.seal(HELLO);
    for (let length = 0; length < sealed.length; length++) {
      await expect(gcm.open(sealed.slice(0, length))).rejects.toThrow(SealRejectedError);
    }
    await expect(gcm.open(concat(sealed, AAD))).rejects.toThrow(SealRejectedError);
  });

  it('refuses another key and other associated data, without saying which', async () => {
    const gcm = await Aes256Gcm.fromKey(KEY);
    const other = await Aes256Gcm.fromKey(flipped(KEY, 0));
    const sealed = await gcm.seal(HELLO, { aad: AAD });
    const refused = expect.objectContaining({
      code: ErrorCode.IntegrityFailed,
      peerFault: true,
      message: 'the sealed bytes failed their check',
      detail: {},
    });
    await expect(other.open(sealed, AAD)).rejects.toThrow(refused);
    await expect(gcm.open(sealed, flipped(AAD, 0))).rejects.toThrow(refused);
    await expect(gcm.open(sealed)).rejects.toThrow(refused);
    await expect(gcm.open(fromHex('00'))).rejects.toThrow(refused);
  });

  it.each([0, 16, 31, 33])('refuses a key of %i bytes', async (length) => {
    await expect(Aes256Gcm.fromKey(new Uint8Array(length))).rejects.toThrow(
      expect.objectContaining({
        code: ErrorCode.Usage,
        message: `key must be 32 bytes, not ${length}`,
      }),
    );
  });

  it.each([0, 11, 13, 16])('refuses a nonce of %i bytes', async (length) => {
    const gcm = await Aes256Gcm.fromKey(KEY);
    await expect(gcm.seal(HELLO, { nonce: new Uint8Array(length) })).rejects.toThrow(
      expect.objectContaining({
        code: ErrorCode.Usage,
        message: `nonce must be 12 bytes, not ${length}`,
      }),
    );
  });
});

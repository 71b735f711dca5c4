import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { SealRejectedError } from '@sealwave/crypto';
import { ErrorCode } from '@sealwave/kernel';
import { aes256Gcm } from './aead';
import { BaseCipher } from './base-cipher';

/** Nonce, tag and code of a sealed message (docs/protocol.md, section 4). */
const MESSAGE_OVERHEAD_BYTES = 12 + 16 + 32;

const aesKey = () => Buffer.alloc(32, 7);

/** A message with a right tag over any plaintext, with or without a code in it. */
function sealAlone(key: KeyObject, parts: readonly Uint8Array[]): Uint8Array {
  const plaintext = Buffer.concat(parts);
  const sealing = aes256Gcm.newSealing(key, {
    nonce: randomBytes(12),
    length: plaintext.length,
    aad: new Uint8Array(0),
  });
  sealing.update(plaintext);
  return sealing.finish();
}

function pair(): readonly [BaseCipher, BaseCipher] {
  return [new BaseCipher(aesKey()), new BaseCipher(aesKey())];
}

describe('BaseCipher', () => {
  it('opens messages of the other side', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (audio) => {
        const [ann, ben] = pair();
        const sealed = ann.seal(audio);
        expect(sealed).toHaveLength(audio.length + MESSAGE_OVERHEAD_BYTES);
        expect([...ben.open(sealed)]).toEqual([...audio]);
      }),
    );
  });

  it('makes and opens the same messages piece by piece as at once', async () => {
    for (const length of [0, 1, 65_535, 65_537, 262_144, 262_145, 700_000]) {
      const [ann, ben] = pair();
      const audio = randomBytes(length);
      const yielding = await ann.sealYielding(audio);
      expect(audio.equals(ben.open(yielding))).toBe(true);
      expect(audio.equals(await ben.openYielding(ann.seal(audio)))).toBe(true);
      await expect(ben.openYielding(yielding)).rejects.toMatchObject({
        code: ErrorCode.ReplayedMessage,
      });
    }
  });

  it('refuses the same messages piece by piece as at once', async () => {
    const key = createSecretKey(aesKey());
    const cipher = new BaseCipher(aesKey());
    const spoiled = cipher.seal(new Uint8Array(300_000));
    spoiled[200_000] ^= 1;
    const withoutCode = sealAlone(key, [new Uint8Array(31)]);
    const wrongCode = sealAlone(key, [new Uint8Array(300_000)]);
    for (const message of [spoiled, withoutCode, wrongCode, new Uint8Array(27)]) {
      await expect(cipher.openYielding(message)).rejects.toBeInstanceOf(SealRejectedError);
    }
  });

  it('seals other messages while it seals a long one', async () => {
    const [ann, ben] = pair();
    const long = ann.sealYielding(new Uint8Array(1_000_000));
    const short = ann.seal(Uint8Array.of(1));
    expect([...ben.open(short)]).toEqual([1]);
    expect(ben.open(await long)).toHaveLength(1_000_000);
  });

  it('refuses a message with any one bit flipped', () => {
    const [ann, ben] = pair();
    const sealed = ann.seal(Uint8Array.of(1, 2, 3));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = sealed.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(() => ben.open(flipped)).toThrow(SealRejectedError);
    }
  });

  it('refuses a message with bytes missing', () => {
    const [ann, ben] = pair();
    const sealed = ann.seal(Uint8Array.of(1, 2, 3));
    for (let length = 0; length < sealed.length; length++) {
      expect(() => ben.open(sealed.subarray(0, length))).toThrow(SealRejectedError);
    }
  });

  it('refuses a message whose tag is right and whose HMAC is wrong', () => {
    const key = createSecretKey(aesKey());
    const audio = Uint8Array.of(1, 2, 3);
    const wrong = createHmac('sha256', 'another key').update(audio).digest();
    const forged = sealAlone(key, [audio, wrong]);
    const short = sealAlone(key, [audio]);
    expect(() => new BaseCipher(aesKey()).open(forged)).toThrow(SealRejectedError);
    expect(() => new BaseCipher(aesKey()).open(short)).toThrow(SealRejectedError);
  });

  it('refuses a replayed message', () => {
    const [ann, ben] = pair();
    const sealed = ann.seal(Uint8Array.of(1));
    ben.open(sealed);
    ben.open(ann.seal(Uint8Array.of(1)));
    expect(() => ben.open(sealed)).toThrow(
      expect.objectContaining({ code: ErrorCode.ReplayedMessage }),
    );
  });

  it('refuses its own message sent back', () => {
    const [ann] = pair();
    expect(() => ann.open(ann.seal(Uint8Array.of(1)))).toThrow(
      expect.objectContaining({ code: ErrorCode.ReplayedMessage }),
    );
  });

  it('accepts a message after a spoiled copy of it', () => {
    const [ann, ben] = pair();
    const sealed = ann.seal(Uint8Array.of(1));
    const spoiled = sealed.slice();
    spoiled[spoiled.length - 1] ^= 1;
    expect(() => ben.open(spoiled)).toThrow(SealRejectedError);
    expect([...ben.open(sealed)]).toEqual([1]);
  });

  it('uses no nonce twice', () => {
    const cipher = new BaseCipher(aesKey());
    const nonces = Array.from({ length: 5_000 }, () =>
      Buffer.from(cipher.seal(new Uint8Array(0)).subarray(0, 12)).toString('hex'),
    );
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  it('overwrites the key that it was given', () => {
    const key = aesKey();
    new BaseCipher(key);
    expect(key).toEqual(Buffer.alloc(32));
  });
});

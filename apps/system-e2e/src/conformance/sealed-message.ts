import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** What both ends of a connection know after the handshake (docs/protocol.md, section 3.3). */
export interface HopKeys {
  readonly aes: Buffer;
  readonly hmac: Buffer;
}

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const MAC_BYTES = 32;

export function macOf(keys: HopKeys, audio: Uint8Array): Buffer {
  return createHmac('sha256', keys.hmac).update(audio).digest();
}

/** Makes `nonce || tag || ciphertext` of any plaintext. Tests can also seal wrong content. */
export function sealPlaintext(
  keys: HopKeys,
  plaintext: Uint8Array,
  nonce: Buffer = randomBytes(NONCE_BYTES),
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', keys.aes, nonce);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** Makes the body of an `A` (section 4.1). */
export function sealMessage(keys: HopKeys, audio: Uint8Array, nonce?: Buffer): Buffer {
  return sealPlaintext(keys, Buffer.concat([audio, macOf(keys, audio)]), nonce);
}

/** The audio of an `A`. @throws Error when the tag or the HMAC is wrong. */
export function openMessage(keys: HopKeys, body: Buffer): Buffer {
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', keys.aes, body.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(body.subarray(NONCE_BYTES, tagEnd));
  const plaintext = Buffer.concat([decipher.update(body.subarray(tagEnd)), decipher.final()]);
  const audio = plaintext.subarray(0, -MAC_BYTES);
  const matches = timingSafeEqual(plaintext.subarray(-MAC_BYTES), macOf(keys, audio));
  if (!matches) throw new Error('the HMAC does not fit');
  return audio;
}

import { Aes256Gcm } from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';
import type { RecordingKey } from './recording-key';

const IV_BYTES = 12;
const TAG_BYTES = Aes256Gcm.overheadBytes - IV_BYTES;

/**
 * Encrypts a recording with AES-256-GCM and a random IV. The layout is that of the requirements:
 * `IV (12) | ciphertext | tag (16)`. The hop's layout differs: it has the tag before the ciphertext.
 */
export async function encryptData(recording: Bytes, key: RecordingKey): Promise<Bytes> {
  const sealed = await (await cipherOf(key)).seal(recording);
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, Aes256Gcm.overheadBytes);
  return concat(iv, sealed.subarray(Aes256Gcm.overheadBytes), tag);
}

/**
 * Checks and decrypts the result of {@link encryptData}.
 * @throws SealRejectedError for another key, or any byte changed or missing.
 */
export async function decryptData(data: Bytes, key: RecordingKey): Promise<Bytes> {
  const tagAt = Math.max(IV_BYTES, data.length - TAG_BYTES);
  const sealed = concat(
    data.subarray(0, IV_BYTES),
    data.subarray(tagAt),
    data.subarray(IV_BYTES, tagAt),
  );
  return (await cipherOf(key)).open(sealed);
}

function cipherOf(key: RecordingKey): Promise<Aes256Gcm> {
  return key.withBytes((bytes) => Aes256Gcm.fromKey(bytes));
}

import { PublicKeyError, SealRejectedError, sha256 } from '@sealwave/crypto';
import { type Bytes, equalConstantTime, toHex } from '@sealwave/kernel';
import { decryptData } from './data-cipher';
import { isCommittedTo, isSigned, isTagged } from './proofs';
import type { RecordingKey } from './recording-key';
import { type SealedParts, splitSealedFile } from './sealed-file';
import { SealedRecordingError } from './sealed-recording-error';

/** The content of a sealed recording after all checks passed. */
export interface OpenedRecording {
  /** The recording as it was before it was sealed, bit for bit. */
  readonly recording: Bytes;
  /**
   * 32 hexadecimal digits, chosen by the sender. A program that stores messages MUST accept each id only
   * once.
   */
  readonly messageId: string;
  /** When the sender sealed it, by the sender's clock, in milliseconds since 1970. */
  readonly createdAtMs: number;
  /** Public key of the sender, an uncompressed point of P-256. It is different for each recording. */
  readonly senderKey: Bytes;
}

/**
 * Opens a sealed recording with its key.
 * @throws SealedRecordingError `wrong_unlock_code` when the file is intact but the key belongs to another file,
 * `sealed_recording_damaged` when any part of the file was changed, `sealed_recording_unsupported` when this
 * version does not know the way of handing over its key.
 */
export async function openRecording(file: Bytes, key: RecordingKey): Promise<OpenedRecording> {
  const parts = splitSealedFile(file);
  const { mode } = parts.envelope;
  if (mode !== 'code') {
    throw SealedRecordingError.unsupported('not sealed for an unlock code', { mode });
  }
  return openParts(parts, key);
}

/** Whether `key` belongs to `file`. Decrypts nothing. False for an unreadable file. */
export async function isKeyFor(file: Bytes, key: RecordingKey): Promise<boolean> {
  try {
    return await isCommittedTo(splitSealedFile(file).envelope, key);
  } catch (error) {
    if (error instanceof SealedRecordingError) return false;
    throw error;
  }
}

/**
 * Checks the proofs, then decrypts. Cheap proofs come first, and proofs that do not rely on the key.
 * @throws SealedRecordingError as {@link openRecording} does, except for the mode, which it ignores.
 */
export async function openParts(parts: SealedParts, key: RecordingKey): Promise<OpenedRecording> {
  const { data, body, envelope } = parts;
  const { messageId, createdAtMs, senderKey, dataHash } = envelope;
  if (!equalConstantTime(await sha256(data), dataHash)) throw damaged('the sealed bytes');
  if (!(await isCommittedTo(envelope, key))) {
    // The signature needs no key. It shows whether the file was changed or the key belongs to another file.
    throw (await isSignedBySender(parts))
      ? SealedRecordingError.wrongCode()
      : damaged('the envelope');
  }
  if (!(await isTagged(body, key))) throw damaged('the envelope');
  if (!(await isSignedBySender(parts))) throw damaged('the signature');
  return {
    recording: await decrypt(data, key),
    messageId: toHex(messageId),
    createdAtMs,
    senderKey,
  };
}

function damaged(part: string): SealedRecordingError {
  return SealedRecordingError.damaged(`the sealed recording was changed: ${part}`);
}

async function isSignedBySender({ body, envelope }: SealedParts): Promise<boolean> {
  try {
    return await isSigned(body, envelope.senderKey);
  } catch (error) {
    if (error instanceof PublicKeyError) return false;
    throw error;
  }
}

async function decrypt(data: Bytes, key: RecordingKey): Promise<Bytes> {
  try {
    return await decryptData(data, key);
  } catch (cause) {
    if (!(cause instanceof SealRejectedError)) throw cause;
    throw SealedRecordingError.damaged('the sealed bytes do not open', {}, { cause });
  }
}

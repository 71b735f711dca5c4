import { sha256, SigningKey } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { encryptData } from './data-cipher';
import { MESSAGE_ID_BYTES, setSignature, setTag, writeEnvelope } from './envelope';
import { commitTo, sign, tag } from './proofs';
import { RecordingKey } from './recording-key';
import { joinSealedFile } from './sealed-file';

/**
 * Seals a recording of any format under a new key. The result is a WAVE file that plays as noise. After the
 * sound, the file states when it was sealed and carries its proofs (docs/sealed-recordings.md). The sender's
 * key pair is made for this recording alone. So the signature shows that one sender made all of the file, but
 * not who.
 */
export async function sealRecording(recording: Bytes): Promise<{ file: Bytes; key: RecordingKey }> {
  const key = RecordingKey.generate();
  const sender = await SigningKey.generate();
  const data = await encryptData(recording, key);
  const messageId = crypto.getRandomValues(new Uint8Array(MESSAGE_ID_BYTES));
  const body = writeEnvelope({
    messageId,
    createdAtMs: Date.now(),
    commitment: await commitTo(key, messageId),
    dataHash: await sha256(data),
    senderKey: sender.publicPoint,
  });
  setSignature(body, await sign(body, sender));
  setTag(body, await tag(body, key));
  return { file: joinSealedFile(data, body), key };
}

import { hkdfSha256, HmacSha256, sha256, type SigningKey, verifySignature } from '@sealwave/crypto';
import { type Bytes, concat, equalConstantTime } from '@sealwave/kernel';
import { type Envelope, signatureOf, signedPart, taggedPart, tagOf } from './envelope';
import { KEY_BYTES, type RecordingKey } from './recording-key';

/**
 * Labels of the proofs in a sealed recording (docs/sealed-recordings.md, 2). A hash or signature is valid for
 * its own purpose only.
 */
const label = (text: string): Bytes => new TextEncoder().encode(text);
const COMMITMENT = label('svc-vm-v1 commit\0');
const SENDER = label('svc-vm-v1 sender\0');
const TAG_KEY = label('svc-vm-v1 mac');

/**
 * Hashes key and message id, which binds the two together. AES-GCM alone does not: a file can be made that
 * opens under two keys, to two different recordings.
 */
export async function commitTo(key: RecordingKey, messageId: Bytes): Promise<Bytes> {
  const committed = key.withBytes((bytes) => concat(COMMITMENT, bytes, messageId));
  const hash = await sha256(committed);
  committed.fill(0);
  return hash;
}

/** Whether `envelope` was made with `key`. */
export async function isCommittedTo(envelope: Envelope, key: RecordingKey): Promise<boolean> {
  return equalConstantTime(await commitTo(key, envelope.messageId), envelope.commitment);
}

/** Signs `body` as its sender. */
export function sign(body: Bytes, sender: SigningKey): Promise<Bytes> {
  return sender.sign(concat(SENDER, signedPart(body)));
}

/**
 * Whether the signature in `body` was made with `senderKey`.
 * @throws PublicKeyError when `senderKey` is not a public key.
 */
export function isSigned(body: Bytes, senderKey: Bytes): Promise<boolean> {
  return verifySignature(senderKey, concat(SENDER, signedPart(body)), signatureOf(body));
}

/** Computes the HMAC under `key` over everything in `body` before the HMAC. */
export async function tag(body: Bytes, key: RecordingKey): Promise<Bytes> {
  return (await tagger(key)).sign(taggedPart(body));
}

/** Whether the HMAC in `body` was made with `key`. */
export async function isTagged(body: Bytes, key: RecordingKey): Promise<boolean> {
  return (await tagger(key)).verify(taggedPart(body), tagOf(body));
}

async function tagger(key: RecordingKey): Promise<HmacSha256> {
  const options = { salt: new Uint8Array(), info: TAG_KEY, lengthBytes: KEY_BYTES };
  const tagKey = await key.withBytes((bytes) => hkdfSha256(bytes, options));
  const hmac = await HmacSha256.fromKey(tagKey);
  tagKey.fill(0);
  return hmac;
}

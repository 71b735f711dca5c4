import { createCipheriv, createDecipheriv } from 'node:crypto';
import { agree, expand, hmac, join, type KeyPair, newKeyPair } from './primitives';

/** DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (RFC 9180, section 7). */
const KEM = Buffer.from('KEM\x00\x10');
const SUITE = Buffer.from('HPKE\x00\x10\x00\x01\x00\x02');
const MODE_AUTH_PSK = 3;
const POINT_BYTES = 65;
const TAG_BYTES = 16;

/** The values on which both ends agree (RFC 9180, section 5.1). */
export interface HpkeContext {
  readonly info: Buffer;
  readonly psk: Buffer;
  readonly pskId: Buffer;
}

/** Seals as `enc || ciphertext || tag` in mode AuthPSK. @param ephemeral for known answers only. */
export function hpkeSeal(
  context: HpkeContext,
  ends: { readonly sender: KeyPair; readonly receiver: Buffer },
  plaintext: Buffer,
  ephemeral = newKeyPair(),
): Buffer {
  const { sender, receiver } = ends;
  const dh = join(agree(ephemeral, receiver), agree(sender, receiver));
  const shared = sharedSecret(dh, join(ephemeral.point, receiver, sender.point));
  const { key, nonce } = schedule(shared, context);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const ciphertext = join(cipher.update(plaintext), cipher.final());
  return join(ephemeral.point, ciphertext, cipher.getAuthTag());
}

/**
 * Opens sealed bytes.
 * @throws Error unless `sender` sealed them for `receiver` in this context.
 */
export function hpkeOpen(
  context: HpkeContext,
  ends: { readonly sender: Buffer; readonly receiver: KeyPair },
  sealed: Buffer,
): Buffer {
  const { sender, receiver } = ends;
  const enc = sealed.subarray(0, POINT_BYTES);
  const dh = join(agree(receiver, enc), agree(receiver, sender));
  const shared = sharedSecret(dh, join(enc, receiver.point, sender));
  const { key, nonce } = schedule(shared, context);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return join(decipher.update(sealed.subarray(POINT_BYTES, -TAG_BYTES)), decipher.final());
}

/** Extracts and expands the shared secret (RFC 9180, section 4.1: ExtractAndExpand). */
function sharedSecret(dh: Buffer, kemContext: Buffer): Buffer {
  const prk = labeledExtract(KEM, Buffer.alloc(0), 'eae_prk', dh);
  return labeledExpand(KEM, prk, 'shared_secret', kemContext, 32);
}

/** Derives the keys of a context (RFC 9180, section 5.1: KeySchedule). */
function schedule(
  shared: Buffer,
  { info, psk, pskId }: HpkeContext,
): { key: Buffer; nonce: Buffer } {
  const none = Buffer.alloc(0);
  const context = join(
    Buffer.of(MODE_AUTH_PSK),
    labeledExtract(SUITE, none, 'psk_id_hash', pskId),
    labeledExtract(SUITE, none, 'info_hash', info),
  );
  const secret = labeledExtract(SUITE, shared, 'secret', psk);
  return {
    key: labeledExpand(SUITE, secret, 'key', context, 32),
    nonce: labeledExpand(SUITE, secret, 'base_nonce', context, 12),
  };
}

function labeledExtract(suite: Buffer, salt: Buffer, label: string, material: Buffer): Buffer {
  return hmac(salt.length === 0 ? Buffer.alloc(32) : salt, 'HPKE-v1', suite, label, material);
}

function labeledExpand(
  suite: Buffer,
  prk: Buffer,
  label: string,
  info: Buffer,
  length: number,
): Buffer {
  const size = Buffer.of(0, length);
  return expand(prk, size, 'HPKE-v1', suite, label, info).subarray(0, length);
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Bytes } from '@sealwave/kernel';
import { tokenMessage } from '@sealwave/room';

/**
 * Proves that a client knows `key` (docs/protocol.md, section 9.10): HMAC-SHA256 over a label and the hop's
 * exporter secret. The proof is valid on this connection only.
 * @param key 32 bytes: the room's access or moderation key, or a token's MAC.
 * @param exporter 32 bytes, of {@link Hop}.
 */
export function joinProof(key: Uint8Array, exporter: Uint8Array): Bytes {
  const mac = createHmac('sha256', key).update('svc-join-v1\0').update(exporter).digest();
  return new Uint8Array(mac);
}

/**
 * The MAC of a token: HMAC-SHA256 of its claims. It is the key of the token's holder. The voice server computes
 * it too, so nobody sends it (docs/protocol.md, section 9.10).
 * @param key 32 bytes: the room's moderation key.
 * @param claims as text, of any version.
 */
export function tokenMac(key: Uint8Array, claims: string): Bytes {
  const mac = createHmac('sha256', key).update(tokenMessage(claims)).digest();
  return new Uint8Array(mac);
}

/** Whether `proof` was made with this key on this connection. Takes constant time. */
export function isJoinProof(proof: Uint8Array, key: Uint8Array, exporter: Uint8Array): boolean {
  const expected = joinProof(key, exporter);
  return proof.length === expected.length && timingSafeEqual(proof, expected);
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Bytes } from '@sealwave/kernel';
import { tokenMessage } from '@sealwave/room';

/**
 * Shows on one connection, and on no other, that a client knows `key` (docs/protocol.md, section 9.10):
 * HMAC-SHA256 over a label and the exporter of the hop.
 * @param key 32 bytes: what a room opens to.
 * @param exporter 32 bytes, of {@link Hop}.
 */
export function joinProof(key: Uint8Array, exporter: Uint8Array): Bytes {
  const mac = createHmac('sha256', key).update('svc-join-v1\0').update(exporter).digest();
  return new Uint8Array(mac);
}

/**
 * What shows that somebody holds a token, instead of what a room opens to: HMAC-SHA256 of its claims. A person who was
 * given the token has it; the voice server is not sent it (docs/protocol.md, section 9.10).
 * @param key 32 bytes: the `moderation` of the room.
 */
export function tokenMac(key: Uint8Array, claims: string): Bytes {
  const mac = createHmac('sha256', key).update(tokenMessage(claims)).digest();
  return new Uint8Array(mac);
}

/** Whether `proof` was made with this key on this connection; takes equally long either way. */
export function isJoinProof(proof: Uint8Array, key: Uint8Array, exporter: Uint8Array): boolean {
  const expected = joinProof(key, exporter);
  return proof.length === expected.length && timingSafeEqual(proof, expected);
}

import { createHash } from 'node:crypto';
import { toBase64Url } from '@sealwave/kernel';

const P256 = 0x01;
const MARK = 'svc1:';

/** Form of a fingerprint: `svc1:` and 32 bytes in base64url. */
export const FINGERPRINT = /^svc1:[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/**
 * The fingerprint of a server's identity, for people to compare and pin (docs/protocol.md, section 9.6). It is
 * the SHA-256 of the key as `svc1:` and 43 characters.
 * @param point public key of the identity, 65 bytes.
 */
export function fingerprintOf(point: Uint8Array): string {
  const hash = createHash('sha256').update('svc-hop-v1 identity\0').update(Uint8Array.of(P256));
  return MARK + toBase64Url(hash.update(point).digest());
}

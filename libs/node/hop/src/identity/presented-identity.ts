import { POINT_BYTES, parsePublicKey } from '@sealwave/crypto';
import { fingerprintOf } from './fingerprint';
import { NEXT_IDENTITY } from '../hello/hello-extensions';
import { verifyIdentity } from './identity-signature';
import { SIGNATURE_BYTES, type ServerHello } from '../hello/server-hello';
import { successionMessage } from './server-identity';
import { HandshakeError } from '../handshake/session-error';

/** The identity that a server proved. */
export interface PresentedIdentity {
  readonly fingerprint: string;
  /** Fingerprint of the next identity that the server announces; null without an announcement. */
  readonly nextFingerprint: string | null;
}

/**
 * Reads the identity in a server's hello. The hello's signature must be checked already.
 * @throws HandshakeError or PublicKeyError when it names a next identity without signing it.
 */
export function presentedIdentity({ identity, extensions }: ServerHello): PresentedIdentity {
  const fingerprint = fingerprintOf(identity);
  const succession = extensions.get(NEXT_IDENTITY);
  if (!succession) return { fingerprint, nextFingerprint: null };
  if (succession.length !== POINT_BYTES + SIGNATURE_BYTES) throw HandshakeError.malformedHello();
  const next = parsePublicKey(succession.subarray(0, POINT_BYTES));
  const endorsement = succession.subarray(POINT_BYTES);
  if (!verifyIdentity(identity, successionMessage(next), endorsement)) {
    throw HandshakeError.badProof();
  }
  return { fingerprint, nextFingerprint: fingerprintOf(next) };
}

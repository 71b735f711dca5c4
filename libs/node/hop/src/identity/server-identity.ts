import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { type Bytes, concat, ErrorCode, VoiceError } from '@sealwave/kernel';
import { parsePublicKey } from '@sealwave/crypto';
import { fingerprintOf } from './fingerprint';
import { signIdentity } from './identity-signature';

/** A file does not contain a server's identity. */
export class IdentityError extends VoiceError {
  override readonly peerFault = false;
}

/**
 * The long-term key on P-256 that proves a voice server's identity. All other keys of a connection are made for
 * that connection alone.
 */
export class ServerIdentity {
  /** The public half: an uncompressed point, 65 bytes. */
  readonly point: Bytes;
  /** `svc1:` and 43 characters. */
  readonly fingerprint: string;
  // Private at run time, so that no inspection or serialisation of the object reveals it.
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
    this.point = parsePublicKey(createPublicKey(key).export({ format: 'der', type: 'spki' }));
    this.fingerprint = fingerprintOf(this.point);
  }

  /** Makes a new identity with the platform's random generator. */
  static generate(): ServerIdentity {
    return new ServerIdentity(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey);
  }

  /**
   * Reads an identity.
   * @param pem PKCS#8.
   * @throws IdentityError unless it is a private key of P-256.
   */
  static fromPem(pem: string): ServerIdentity {
    try {
      const key = createPrivateKey({ key: pem, format: 'pem' });
      return new ServerIdentity(key);
    } catch (cause) {
      const text = 'the identity must be a private key of P-256 in PEM (PKCS#8)';
      throw new IdentityError(ErrorCode.Config, text, {}, { cause });
    }
  }

  /** The private key in PEM (PKCS#8). Store it in a file that nobody else can read. */
  toPem(): string {
    return this.#key.export({ format: 'pem', type: 'pkcs8' }).toString();
  }

  /** Signs the hash of a transcript (docs/protocol.md, section 9.3): 64 bytes. */
  signTranscript(toSign: Uint8Array): Bytes {
    return signIdentity(this.#key, transcriptMessage(toSign));
  }

  /**
   * Signs that `next` will be this server's identity.
   * @returns the value of the extension in docs/protocol.md, section 9.6.
   */
  endorse(next: Uint8Array): Bytes {
    return concat(next, signIdentity(this.#key, successionMessage(next)));
  }
}

/** The message that a server signs to prove its identity. */
export function transcriptMessage(toSign: Uint8Array): Bytes {
  return concat(Buffer.from('svc-hop-v1 server identity\0'), toSign);
}

/** The message that a server signs to name its next identity. */
export function successionMessage(next: Uint8Array): Bytes {
  return concat(Buffer.from('svc-hop-v1 next identity\0'), next);
}

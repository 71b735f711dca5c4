import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** A certificate with its key, as TLS wants them, and as they can be asked about. */
export interface Certificate {
  /** PEM, the chain included. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  readonly x509: X509Certificate;
}

/** Why two texts are no {@link Certificate}. */
export type CertificateProblem = 'no-certificate' | 'no-key' | 'no-pair';

/**
 * Reads a certificate and the private key that belongs to it.
 * @param cert PEM; of several certificates the first one is that of the server.
 * @param key PEM, without a passphrase.
 */
export function readCertificate(cert: string, key: string): Certificate | CertificateProblem {
  const x509 = attempt(() => new X509Certificate(cert));
  if (!x509) return 'no-certificate';
  const privateKey = attempt<KeyObject>(() => createPrivateKey(key));
  if (!privateKey) return 'no-key';
  return x509.checkPrivateKey(privateKey) ? { cert, key, x509 } : 'no-pair';
}

/** What OpenSSL says about a text may quote it; a text that holds a key is not to be quoted. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

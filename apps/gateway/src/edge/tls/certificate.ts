import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** A certificate and its private key, as TLS needs them and parsed. */
export interface Certificate {
  /** PEM, with the chain. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  readonly x509: X509Certificate;
}

/** Why two texts are not a {@link Certificate}. */
export type CertificateProblem = 'no-certificate' | 'no-key' | 'no-pair';

/**
 * Reads a certificate and its private key.
 * @param cert PEM; the first of several certificates is the server's.
 * @param key PEM, without a passphrase.
 */
export function readCertificate(cert: string, key: string): Certificate | CertificateProblem {
  const x509 = attempt(() => new X509Certificate(cert));
  if (!x509) return 'no-certificate';
  const privateKey = attempt<KeyObject>(() => createPrivateKey(key));
  if (!privateKey) return 'no-key';
  return x509.checkPrivateKey(privateKey) ? { cert, key, x509 } : 'no-pair';
}

/** Drops OpenSSL's error. The error may quote the text, and the text may contain a key. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

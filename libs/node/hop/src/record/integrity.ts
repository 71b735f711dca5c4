import { createHmac, type KeyObject } from 'node:crypto';

/** Bytes that an HMAC-SHA256 adds (RFC 2104, FIPS 198-1). */
export const MAC_BYTES = 32;

/** The authentication code of one message, which may be given piece by piece. */
export interface Mac {
  update(data: Uint8Array): void;
  /** The code of everything that was given, 32 bytes. */
  digest(): Uint8Array;
}

/** Makes the authentication code inside a sealed message (docs/protocol.md, section 4). */
export interface Integrity {
  newMac(key: KeyObject): Mac;
}

/** HMAC-SHA256 through OpenSSL. */
export const hmacSha256: Integrity = {
  newMac: (key) => createHmac('sha256', key),
};

import { createHmac, type KeyObject } from 'node:crypto';

/** Length of an HMAC-SHA256 in bytes (RFC 2104, FIPS 198-1). */
export const MAC_BYTES = 32;

/** Computes the authentication code of one message, piece by piece. */
export interface Mac {
  update(data: Uint8Array): void;
  /** The code of all added pieces, 32 bytes. */
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

import { createHmac, type Hmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { SealRejectedError } from '@sealwave/crypto';

/** Bytes that an HMAC-SHA256 adds (RFC 2104, FIPS 198-1). */
export const MAC_BYTES = 32;

/** Adds and checks the authentication code inside a sealed message (docs/protocol.md, section 4). */
export interface Integrity {
  /** `data || HMAC-SHA256(key, data)`, as the two parts that a cipher takes in turn. */
  protect(key: KeyObject, data: Uint8Array): readonly [Uint8Array, Uint8Array];
  /**
   * Takes the code off again; the result is a view of `protectedData`.
   * @throws SealRejectedError when the code does not fit the data.
   */
  verify(key: KeyObject, protectedData: Uint8Array): Uint8Array;
}

/** HMAC-SHA256 through OpenSSL. */
export const hmacSha256: Integrity = {
  protect(key, data) {
    return [data, createHmac('sha256', key).update(data).digest()];
  },

  verify(key, protectedData) {
    const [data, code] = splitProtected(protectedData);
    requireCode(createHmac('sha256', key).update(data), code);
    return data;
  },
};

/** @throws SealRejectedError when there is no room for a code. */
export function splitProtected(protectedData: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const end = protectedData.length - MAC_BYTES;
  if (end < 0) throw new SealRejectedError();
  return [protectedData.subarray(0, end), protectedData.subarray(end)];
}

/** @throws SealRejectedError when `code` is not that of the data that `mac` was given. */
export function requireCode(mac: Hmac, code: Uint8Array): void {
  if (!timingSafeEqual(mac.digest(), code)) throw new SealRejectedError();
}

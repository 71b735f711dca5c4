export { Aes256Gcm, type SealOptions } from './aes-256-gcm';
export { EphemeralKey } from './ephemeral-key';
export { HmacSha256 } from './hmac-sha256';
export { type HkdfOptions, hkdfSha256, type Pbkdf2Options, pbkdf2Sha256 } from './key-derivation';
export {
  encodePublicKey,
  parsePublicKey,
  POINT_BYTES,
  PublicKeyError,
  type PublicKeyFormat,
} from './public-key';
export { SealRejectedError } from './seal-rejected-error';
export { sha256 } from './sha-256';
export { SIGNATURE_BYTES, SigningKey, verifySignature } from './signing-key';

export { Aes256Gcm } from './aes-256-gcm';
export { EphemeralKey } from './ephemeral-key';
export { HmacSha256 } from './hmac-sha256';
export { hkdfSha256 } from './key-derivation';
export {
  encodePublicKey,
  parsePublicKey,
  POINT_BYTES,
  PublicKeyError,
  type PublicKeyFormat,
} from './public-key';
export { SealRejectedError } from './seal-rejected-error';
export { sha256 } from './sha-256';
export { SigningKey, verifySignature } from './signing-key';

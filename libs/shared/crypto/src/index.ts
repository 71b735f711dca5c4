export { Aes256Gcm } from './aes-256-gcm';
export { EphemeralKey } from './ephemeral-key';
export { HmacSha256 } from './hmac-sha256';
export { expandSha256, hkdfSha256, hkdfSha512, pbkdf2Sha256 } from './key-derivation';
export {
  COMPRESSED_POINT_BYTES,
  encodePublicKey,
  parsePublicKey,
  POINT_BYTES,
  PublicKeyError,
  type PublicKeyFormat,
} from './public-key';
export { SealRejectedError } from './seal-rejected-error';
export { sha256 } from './sha-256';
export {
  isStoredSigningKey,
  SigningKey,
  type StoredSigningKey,
  verifySignature,
} from './signing-key';

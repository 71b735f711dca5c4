export { EphemeralKey } from './ephemeral-key';
export {
  encodePublicKey,
  parsePublicKey,
  POINT_BYTES,
  PublicKeyError,
  type PublicKeyFormat,
} from './public-key';

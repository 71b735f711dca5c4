export { type Aead, aes256Gcm, type OpeningPlan, type Sealing, type SealingPlan } from './aead';
export {
  BaseCipher,
  LONG_MESSAGE_BYTES,
  MAX_MESSAGES_PER_SESSION,
  MESSAGE_OVERHEAD_BYTES,
} from './base-cipher';
export { MAX_HELLO_BYTES } from './client-hello';
export { type ControlRecord, encodeControl, parseControl } from './control-record';
export { FINGERPRINT, fingerprintOf } from './fingerprint';
export type { FrameChannel } from './frame-channel';
export {
  initiate,
  type InitiatorOptions,
  MAX_HANDSHAKE_BODY_BYTES,
  publicKeyFormatOf,
  respond,
  type ResponderOptions,
} from './handshake';
export type { HopCipher } from './hop-cipher';
export type { HopSecrets } from './hop-secrets';
export { hmacSha256, type Integrity, type Mac } from './integrity';
export { type CipherParts } from './message-steps';
export type { PresentedIdentity } from './presented-identity';
export { SecuredCipher, type SecuredCipherOptions } from './secured-cipher';
export { IdentityError, ServerIdentity } from './server-identity';
export { HandshakeError, SessionError } from './session-error';
export { WorkQueue, type WorkQueueLimits } from './work-queue';

export { type Aead, aes256Gcm, type Sealing } from './aead';
export {
  BaseCipher,
  LONG_MESSAGE_BYTES,
  MAX_MESSAGES_PER_SESSION,
  MESSAGE_OVERHEAD_BYTES,
} from './base-cipher';
export type { FrameChannel } from './frame-channel';
export {
  initiate,
  type InitiatorOptions,
  MAX_HANDSHAKE_BODY_BYTES,
  publicKeyFormatOf,
  respond,
  type ResponderOptions,
} from './handshake';
export { hmacSha256, type Integrity, type Mac } from './integrity';
export { type CipherParts } from './message-steps';
export { HandshakeError, SessionError } from './session-error';
export { WorkQueue, type WorkQueueLimits } from './work-queue';

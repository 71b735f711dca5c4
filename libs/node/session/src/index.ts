export { type Aead, aes256Gcm } from './aead';
export {
  BaseCipher,
  type CipherParts,
  MAX_MESSAGES_PER_SESSION,
  MESSAGE_OVERHEAD_BYTES,
} from './base-cipher';
export type { FrameChannel } from './frame-channel';
export {
  initiate,
  type InitiatorOptions,
  MAX_HANDSHAKE_BODY_BYTES,
  respond,
  type ResponderOptions,
} from './handshake';
export { hmacSha256, type Integrity } from './integrity';
export { HandshakeError, SessionError } from './session-error';
export { WorkQueue, type WorkQueueLimits } from './work-queue';

export { type Aead, aes256Gcm, type OpeningPlan, type Sealing, type SealingPlan } from './aead';
export { BaseCipher } from './base-cipher';
export { MAX_HELLO_BYTES } from './client-hello';
export { withDeadline } from './deadline';
export { type ControlRecord, encodeControl, parseControl } from './control-record';
export { FINGERPRINT } from './fingerprint';
export type { FrameChannel } from './frame-channel';
export {
  type KeyAgreement,
  initiate,
  MAX_HANDSHAKE_BODY_BYTES,
  publicKeyFormatOf,
  respond,
} from './handshake';
export type { Responder } from './hello-exchange';
export { acceptHello, baseHop, connectHop, type Hop, type HopPolicy } from './hop';
export type { HopCipher } from './hop-cipher';
export { hmacSha256, type Integrity, type Mac } from './integrity';
export { isJoinProof, joinProof, tokenMac } from './join-proof';
export { type CipherParts } from './message-steps';
export { LONG_MESSAGE_BYTES, openMessage, SealedSendQueue } from './outbox';
export type { PresentedIdentity } from './presented-identity';
export { IdentityError, ServerIdentity } from './server-identity';
export { HandshakeError, SessionError } from './session-error';
export { WorkQueue } from './work-queue';

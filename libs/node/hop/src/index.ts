export { BaseCipher } from './record/base-cipher';
export { MAX_HELLO_BYTES } from './hello/client-hello';
export { withDeadline } from './handshake/deadline';
export { type ControlRecord, encodeControl, parseControl } from './record/control-record';
export { FINGERPRINT } from './identity/fingerprint';
export type { FrameChannel } from './record/frame-channel';
export {
  type KeyAgreement,
  initiate,
  MAX_HANDSHAKE_BODY_BYTES,
  publicKeyFormatOf,
  respond,
} from './handshake/handshake';
export type { Responder } from './hello/hello-exchange';
export { acceptHello, baseHop, connectHop, type Hop, type HopPolicy } from './handshake/hop';
export type { HopCipher } from './record/hop-cipher';
export { isJoinProof, joinProof, tokenMac } from './handshake/join-proof';
export { SEALING_BYTES } from './record/message-steps';
export { LONG_MESSAGE_BYTES, openMessage, SealedSendQueue } from './record/sealed-send-queue';
export type { PresentedIdentity } from './identity/presented-identity';
export { IdentityError, ServerIdentity } from './identity/server-identity';
export { HandshakeError, SessionError } from './handshake/session-error';
export { WorkQueue } from './record/work-queue';

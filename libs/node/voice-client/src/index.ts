export { CLIENT_LINK_LIMITS } from './connection/client-link-limits';
export type { JoinRequest } from './connection/join-request';
export { type Probe, probe } from './connection/probe';
export { VoiceLink, type VoiceLinkObserver, type VoiceLinkOptions } from './connection/voice-link';
export { type Incoming, readIncoming } from './incoming';
export { metricsOfSealed, metricsOfVoice } from './metrics';
export { encodeOutgoing } from './outgoing';
export { Receipts } from './receipts';

export { CLIENT_LINK_LIMITS } from './client-link-limits';
export { type CompressedAudio } from './compressed-audio';
export { type Incoming, readIncoming } from './incoming';
export { metricsOfSealed, metricsOfVoice } from './metrics';
export { encodeOutgoing } from './outgoing';
export { Receipts } from './receipts';
export { RecordingEncoder } from './recording-encoder';
export { SharedDecoding } from './shared-decoding';
export { type VoiceDecoding } from './voice-decoding';

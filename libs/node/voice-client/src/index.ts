export { CLIENT_LINK_LIMITS } from './client-link-limits';
export { type CompressedAudio } from './compressed-audio';
export { type Incoming, readIncoming } from './incoming';
export { metricsOfSealed, metricsOfVoice } from './metrics';
export { encodeOutgoing, NotCarriedError } from './outgoing';
export { qualityOf } from './quality';
export { Receipts } from './receipts';
export { RecordingEncoder, type RecordingEncoderOptions } from './recording-encoder';
export { type VoiceDecoding } from './voice-decoding';

export { type CompressedAudio } from './code/compressed-audio';
export { CompressionService } from './code/compression.service';
export { RecordingEncoder } from './code/recording-encoder';
export { SharedDecoding } from './code/shared-decoding';
export { type VoiceDecoding, yieldingDecoding } from './code/voice-decoding';
export { AudioError } from './decode/audio-error';
export { type Container, recognizeContainer } from './decode/container';
export { decodeFile } from './decode/decode-file';
export { formOfFile, notRead } from './decode/decode-recording';

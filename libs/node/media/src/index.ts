export {
  type CompressedAudio,
  CompressionService,
  RecordingEncoder,
} from './code/compression.service';
export { type VoiceDecoding, yieldingDecoding } from './code/voice-decoding';
export { AudioError } from './decode/audio-error';
export { type Container, recognizeContainer } from './decode/container';
export { decodeFile } from './decode/decode-file';
export { formOfFile, notRead } from './decode/decode-recording';

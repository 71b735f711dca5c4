export { BrowserMicrophone } from './browser-microphone';
export {
  DECODE_RECORDING,
  type DecodedRecording,
  type DecodeRecording,
  RecordingError,
} from './decode-recording';
export { LastRecording } from './last-recording';
export {
  type Capture,
  type CaptureAnalyser,
  Microphone,
  type MicrophoneOpened,
  type Recording,
} from './microphone';
export type { MicrophoneProblem } from './microphone-problem';
export { OBJECT_URLS, type ObjectUrls } from './object-urls';
export { DEFAULT_PROCESSING, type VoiceProcessing } from './voice-processing';

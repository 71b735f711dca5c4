export { AudioDevices } from './audio-devices';
export { AudioOutput } from './audio-output';
export { BrowserMicrophone } from './browser-microphone';
export { DeviceChoice } from './device-choice';
export { DECODE_RECORDING, type DecodeRecording, RecordingError } from './decode-recording';
export { LastRecording } from './last-recording';
export {
  type Capture,
  type CaptureMeters,
  Microphone,
  type MicrophoneOpened,
  type Recording,
} from './microphone';
export type { MicrophoneProblem } from './microphone-problem';
export { OBJECT_URLS } from './object-urls';
export { Preferences } from './preferences';
export { DEFAULT_PROCESSING, readProcessing, type VoiceProcessing } from './voice-processing';

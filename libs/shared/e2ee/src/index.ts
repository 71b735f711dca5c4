export { noisePreview } from './recordings/noise-preview';
export { isKeyFor, type OpenedRecording, openRecording } from './recordings/open-recording';
export { type RecordingKey } from './recordings/recording-key';
export { sealRecording } from './recordings/seal-recording';
export { isSealedRecording, readSealedRecording } from './recordings/sealed-file';
export { SealedRecordingError } from './recordings/sealed-recording-error';
export {
  codeInLink,
  formatUnlockCode,
  parseUnlockCode,
  unlockLink,
} from './recordings/unlock-code';
export { UnlockCodeError } from './recordings/unlock-code-error';

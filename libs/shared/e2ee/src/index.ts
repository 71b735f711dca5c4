export { noisePreview } from './noise-preview';
export { isKeyFor, type OpenedRecording, openRecording } from './open-recording';
export { type RecordingKey } from './recording-key';
export { sealRecording } from './seal-recording';
export { isSealedRecording, readSealedRecording } from './sealed-file';
export { SealedRecordingError } from './sealed-recording-error';
export { codeInLink, formatUnlockCode, parseUnlockCode, unlockLink } from './unlock-code';
export { UnlockCodeError } from './unlock-code-error';

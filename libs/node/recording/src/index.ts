export { AudioError } from './audio-error';
export { type Container, recognizeContainer } from './container';
export { decodeFile } from './decode-file';
export { decodeRecording, formOfFile, notRead } from './decode-recording';

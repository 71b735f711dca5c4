export { AudioError } from './audio-error';
export { type Container, recognizeContainer } from './container';
export { decodeFile } from './decode-file';
export { decodeRecording } from './decode-recording';
export { type MonoSlice } from './mono-slice';

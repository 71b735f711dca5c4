export { type Bytes, concat, equalConstantTime, fromHex, toHex } from './bytes';
export { reportDefect, runInBackground } from './background';
export { Base64Error, fromBase64, toBase64 } from './base64';
export { ErrorCode } from './error-code';
export { type Clock, systemClock } from './ports';
export { isShortText, TextForm } from './text-form';
export { type ErrorDetail, UsageError, VoiceError } from './voice-error';

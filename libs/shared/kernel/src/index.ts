export { type Bytes, concat, equalConstantTime, fromHex, toHex } from './bytes';
export { reportDefect, runInBackground } from './background';
export { Base64Error, fromBase64, toBase64 } from './base64';
export { decodeBase64UrlOfLength, fromBase64Url, toBase64Url } from './base64-url';
export { ErrorCode } from './error-code';
export { type Clock, systemClock } from './ports';
export { isShortText, TextForm } from './text-form';
export { type ErrorDetail, UsageError, VoiceError } from './voice-error';

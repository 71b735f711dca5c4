import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** Bytes that cannot be read as a RIFF/WAVE file. The sender of the file is at fault. */
export class WavError extends VoiceError {
  override readonly peerFault = true;

  /** The file claims to be of the right kind, but a required part is broken or missing. */
  static unreadable(problem: string, detail?: ErrorDetail): WavError {
    return new WavError(ErrorCode.AudioUnreadable, problem, detail);
  }

  /** The file is of another kind, or uses a form of WAVE that this reader does not support. */
  static unsupported(problem: string, detail?: ErrorDetail): WavError {
    return new WavError(ErrorCode.AudioUnsupported, problem, detail);
  }
}

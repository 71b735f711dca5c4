import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** The bytes are not a RIFF/WAVE file that can be read; the sender of the file is to blame. */
export class WavError extends VoiceError {
  override readonly peerFault = true;

  /** It is, or claims to be, a file of the right kind, but what it must hold is broken or missing. */
  static unreadable(problem: string, detail?: ErrorDetail): WavError {
    return new WavError(ErrorCode.AudioUnreadable, problem, detail);
  }

  /** It is something else, or uses a form of WAVE that is not read here. */
  static unsupported(problem: string, detail?: ErrorDetail): WavError {
    return new WavError(ErrorCode.AudioUnsupported, problem, detail);
  }
}

import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** A recording cannot be used as it is; whoever sent it is to blame. */
export class AudioError extends VoiceError {
  override readonly peerFault = true;

  /** There is no sound in it, not even silence. */
  static empty(): AudioError {
    return new AudioError(ErrorCode.AudioEmpty, 'the recording is empty');
  }

  /** It is none of the formats that are taken, or uses a part of them that is not. */
  static unsupported(problem: string, detail?: ErrorDetail): AudioError {
    return new AudioError(ErrorCode.AudioUnsupported, problem, detail);
  }

  /** It began as one of the formats that are taken, but what follows is broken. */
  static unreadable(problem: string, detail?: ErrorDetail, cause?: unknown): AudioError {
    return new AudioError(ErrorCode.AudioUnreadable, problem, detail, { cause });
  }

  /** It lasts longer than allowed. */
  static tooLong(limitSeconds: number): AudioError {
    return new AudioError(ErrorCode.AudioTooLong, `a recording may last ${limitSeconds} seconds`, {
      limitSeconds,
    });
  }
}

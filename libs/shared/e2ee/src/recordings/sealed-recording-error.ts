import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** A sealed recording that cannot be opened. The file or the code is at fault, not this program. */
export class SealedRecordingError extends VoiceError {
  override readonly peerFault = true;

  /** The file is not a sealed recording, or not as its sender wrote it. */
  static damaged(
    problem: string,
    detail?: ErrorDetail,
    options?: ErrorOptions,
  ): SealedRecordingError {
    return new SealedRecordingError(ErrorCode.SealedRecordingDamaged, problem, detail, options);
  }

  /** The file has a version, or hands over its key in a way, that this program does not know. */
  static unsupported(problem: string, detail?: ErrorDetail): SealedRecordingError {
    return new SealedRecordingError(ErrorCode.SealedRecordingUnsupported, problem, detail);
  }

  /** The file is as its sender wrote it, and the key belongs to another file. */
  static wrongCode(): SealedRecordingError {
    const problem = 'the unlock code belongs to another recording';
    return new SealedRecordingError(ErrorCode.WrongUnlockCode, problem);
  }
}

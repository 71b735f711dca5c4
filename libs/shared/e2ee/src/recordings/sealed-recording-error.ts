import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** A sealed recording that cannot be opened: the file or the code for it is to blame, not this program. */
export class SealedRecordingError extends VoiceError {
  override readonly peerFault = true;

  /** The file is no sealed recording, or not as its sender wrote it. */
  static damaged(
    problem: string,
    detail?: ErrorDetail,
    options?: ErrorOptions,
  ): SealedRecordingError {
    return new SealedRecordingError(ErrorCode.SealedRecordingDamaged, problem, detail, options);
  }

  /** A version or a way to hand over the key that this program does not know. */
  static unsupported(problem: string, detail?: ErrorDetail): SealedRecordingError {
    return new SealedRecordingError(ErrorCode.SealedRecordingUnsupported, problem, detail);
  }

  /** The file is as it was written, and the key is that of another one. */
  static wrongCode(): SealedRecordingError {
    const problem = 'the unlock code belongs to another recording';
    return new SealedRecordingError(ErrorCode.WrongUnlockCode, problem);
  }
}

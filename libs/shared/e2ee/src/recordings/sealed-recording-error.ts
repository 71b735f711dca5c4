import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** A sealed recording that cannot be opened. The file or the code is at fault, not this program. */
export class SealedRecordingError extends VoiceError {
  override readonly peerFault = true;

  /** The file is not a sealed recording, or was changed. */
  static damaged(
    problem: string,
    detail?: ErrorDetail,
    options?: ErrorOptions,
  ): SealedRecordingError {
    return new SealedRecordingError(ErrorCode.SealedRecordingDamaged, problem, detail, options);
  }

  /** This program does not know the file's version, or its way of handing over the key. */
  static unsupported(problem: string, detail?: ErrorDetail): SealedRecordingError {
    return new SealedRecordingError(ErrorCode.SealedRecordingUnsupported, problem, detail);
  }

  /** The file is intact, but the key belongs to another file. */
  static wrongCode(): SealedRecordingError {
    const problem = 'the unlock code belongs to another recording';
    return new SealedRecordingError(ErrorCode.WrongUnlockCode, problem);
  }
}

import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A text that was to be an unlock code and is not; says nothing of what is in it. */
export class UnlockCodeError extends VoiceError {
  override readonly peerFault = true;

  /** It does not have the length or the characters of a code. */
  static invalid(symbols: number): UnlockCodeError {
    return new UnlockCodeError(ErrorCode.UnlockCodeInvalid, 'not an unlock code', { symbols });
  }

  /** It has the form of a code, and its check shows that some characters are wrong. */
  static mistyped(): UnlockCodeError {
    return new UnlockCodeError(ErrorCode.UnlockCodeMistyped, 'the unlock code has a mistake in it');
  }
}

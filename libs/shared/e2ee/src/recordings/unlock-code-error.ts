import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A text that is not an unlock code. The error reveals nothing of the text. */
export class UnlockCodeError extends VoiceError {
  override readonly peerFault = true;

  /** The text does not have the length or the characters of a code. */
  static invalid(symbols: number): UnlockCodeError {
    return new UnlockCodeError(ErrorCode.UnlockCodeInvalid, 'not an unlock code', { symbols });
  }

  /** The text has the form of a code, but its checksum is wrong: somebody mistyped it. */
  static mistyped(): UnlockCodeError {
    return new UnlockCodeError(ErrorCode.UnlockCodeMistyped, 'the unlock code has a mistake in it');
  }
}

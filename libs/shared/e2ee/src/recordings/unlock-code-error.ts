import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** Text that is not an unlock code. The error says nothing about what is in it. */
export class UnlockCodeError extends VoiceError {
  override readonly peerFault = true;

  /** The text does not have the length or the characters of a code. */
  static invalid(symbols: number): UnlockCodeError {
    return new UnlockCodeError(ErrorCode.UnlockCodeInvalid, 'not an unlock code', { symbols });
  }

  /** The text has the form of a code, but its checksum shows that some characters are wrong. */
  static mistyped(): UnlockCodeError {
    return new UnlockCodeError(ErrorCode.UnlockCodeMistyped, 'the unlock code has a mistake in it');
  }
}

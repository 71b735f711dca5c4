import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { Failure } from '../worker/session-messages';

/** A job of a sealed room that failed. */
export class SealedRoomJobError extends VoiceError {
  override readonly peerFault = true;

  static of({ code, message }: Failure): SealedRoomJobError {
    return new SealedRoomJobError(code, message);
  }

  /** The worker has died. A new one starts, and the job can be tried again. */
  static ended(): SealedRoomJobError {
    return new SealedRoomJobError(
      ErrorCode.NotConnected,
      'the encryption stopped and was started again',
    );
  }
}

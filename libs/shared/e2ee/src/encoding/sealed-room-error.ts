import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** Something in a sealed room that is not taken: the other side, or a server between, is to blame. Says nothing of its content. */
export class SealedRoomError extends VoiceError {
  override readonly peerFault = true;

  /** A member is not who the server says it is, or is not one at all. */
  static announce(problem: string, options?: ErrorOptions): SealedRoomError {
    return new SealedRoomError(ErrorCode.AnnounceRefused, problem, {}, options);
  }

  /** A sender key that is not for us, or not from whom it is said to be. */
  static senderKey(problem: string, options?: ErrorOptions): SealedRoomError {
    return new SealedRoomError(ErrorCode.SenderKeyRefused, problem, {}, options);
  }

  /** A transmission under a key that its sender has not given us. */
  static missingKey(): SealedRoomError {
    const problem = 'the sender key of the transmission has not come';
    return new SealedRoomError(ErrorCode.SenderKeyMissing, problem);
  }

  /** What no moderator of the room has signed. */
  static order(problem: string): SealedRoomError {
    return new SealedRoomError(ErrorCode.OrderRefused, problem);
  }

  /** A transmission, or a part of one, that is malformed or not as its sender made it. */
  static transmission(problem: string, detail?: ErrorDetail): SealedRoomError {
    return new SealedRoomError(ErrorCode.TransmissionRefused, problem, detail);
  }

  /** Sealed bytes that did not pass: whether key or bytes are wrong is not said. */
  static integrity(what: string, options?: ErrorOptions): SealedRoomError {
    const problem = `the ${what} did not pass its check`;
    return new SealedRoomError(ErrorCode.IntegrityFailed, problem, {}, options);
  }

  /** What one member sent comes as if another one had. */
  static attribution(detail: ErrorDetail): SealedRoomError {
    const problem = 'the server brings this as from somebody else than it is';
    return new SealedRoomError(ErrorCode.AttributionMismatch, problem, detail);
  }

  /** What came before. */
  static replayed(what: string): SealedRoomError {
    return new SealedRoomError(ErrorCode.ReplayedMessage, `the ${what} came before`);
  }

  /** What is not sealed, where everything is. */
  static notSealed(): SealedRoomError {
    const problem = 'in this room everything is end-to-end encrypted, and this is not';
    return new SealedRoomError(ErrorCode.E2eeRequired, problem);
  }

  /** Somebody with a link to listen speaks. */
  static listener(): SealedRoomError {
    return new SealedRoomError(ErrorCode.NotAllowed, 'a listener cannot speak');
  }

  /** Longer than a transmission may be. */
  static tooLong(): SealedRoomError {
    return new SealedRoomError(ErrorCode.AudioTooLong, 'the transmission is too long');
  }

  /** More at once than anybody speaks. */
  static tooFast(what: string): SealedRoomError {
    return new SealedRoomError(ErrorCode.RateLimited, `too many ${what} at once`);
  }
}

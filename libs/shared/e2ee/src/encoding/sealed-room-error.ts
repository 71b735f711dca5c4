import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/**
 * Something in a sealed room was refused. Another member or a server caused it. Message and detail contain no
 * content.
 */
export class SealedRoomError extends VoiceError {
  override readonly peerFault = true;

  /** An announce does not open, or its signature is wrong. */
  static announce(problem: string, options?: ErrorOptions): SealedRoomError {
    return new SealedRoomError(ErrorCode.AnnounceRefused, problem, {}, options);
  }

  /** A record is not for us, or not from the member that the server names. */
  static senderKey(problem: string, options?: ErrorOptions): SealedRoomError {
    return new SealedRoomError(ErrorCode.SenderKeyRefused, problem, {}, options);
  }

  /** The sender has not handed us the key of a transmission. */
  static missingKey(): SealedRoomError {
    const problem = 'the sender key of the transmission has not come';
    return new SealedRoomError(ErrorCode.SenderKeyMissing, problem);
  }

  /** An order that is malformed, or not signed by a moderator of the room. */
  static order(problem: string): SealedRoomError {
    return new SealedRoomError(ErrorCode.OrderRefused, problem);
  }

  /** A transmission, or a part of it, is malformed or was changed. */
  static transmission(problem: string, detail?: ErrorDetail): SealedRoomError {
    return new SealedRoomError(ErrorCode.TransmissionRefused, problem, detail);
  }

  /** Sealed bytes failed their check. The error does not tell whether the key or the bytes are wrong. */
  static integrity(what: string, options?: ErrorOptions): SealedRoomError {
    const problem = `the ${what} did not pass its check`;
    return new SealedRoomError(ErrorCode.IntegrityFailed, problem, {}, options);
  }

  /** The server named the wrong member as the author of something. */
  static attribution(detail: ErrorDetail): SealedRoomError {
    const problem = 'the server brings this as from somebody else than it is';
    return new SealedRoomError(ErrorCode.AttributionMismatch, problem, detail);
  }

  /** The same thing arrived before. */
  static replayed(what: string): SealedRoomError {
    return new SealedRoomError(ErrorCode.ReplayedMessage, `the ${what} came before`);
  }

  /** Something is unsealed in a room where everything is sealed. */
  static notSealed(): SealedRoomError {
    const problem = 'in this room everything is end-to-end encrypted, and this is not';
    return new SealedRoomError(ErrorCode.E2eeRequired, problem);
  }

  /** A listener tries to speak. */
  static listener(): SealedRoomError {
    return new SealedRoomError(ErrorCode.NotAllowed, 'a listener cannot speak');
  }

  /** A transmission above 10 minutes. */
  static tooLong(): SealedRoomError {
    return new SealedRoomError(ErrorCode.AudioTooLong, 'the transmission is too long');
  }

  /** A rate above its limit. */
  static tooFast(what: string): SealedRoomError {
    return new SealedRoomError(ErrorCode.RateLimited, `too many ${what} at once`);
  }

  /** There is more at once than this client can handle. */
  static busy(what: string): SealedRoomError {
    return new SealedRoomError(ErrorCode.Busy, `too many ${what} are waiting`);
  }

  /** A moderator has muted or removed the sender of a transmission. */
  static silenced(): SealedRoomError {
    return new SealedRoomError(ErrorCode.NotAllowed, 'a moderator has silenced this member');
  }
}

import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** Explains the error codes of a server to a person. */
const SERVER_ERROR_TEXT: Readonly<Partial<Record<ErrorCode, string>>> = {
  [ErrorCode.JoinDenied]: 'no such room, or this link is not (or no longer) valid',
  [ErrorCode.RoomFull]: 'the room is full',
  [ErrorCode.RateLimited]: 'too many rooms were created from here; try again later',
  [ErrorCode.Removed]: 'removed from the room by a moderator',
  [ErrorCode.NotAllowed]: 'this is for moderators of the room, or for people who are not muted',
  [ErrorCode.E2eeRequired]: 'the room is a sealed one: nothing in it may be unsealed',
};

/** A connection ended, could not be made, or delivered an incomplete frame. */
export class ConnectionError extends VoiceError {
  override readonly peerFault = true;

  /** The peer closed the connection too early. */
  static closed(): ConnectionError {
    return new ConnectionError(ErrorCode.PeerClosed, 'the peer closed the connection');
  }

  /** A secured connection ended without a goodbye. An attacker may have cut it. */
  static interrupted(): ConnectionError {
    const text = 'the connection ended without a goodbye';
    return new ConnectionError(ErrorCode.Interrupted, text);
  }

  /** The peer sent nothing for too long. */
  static silent(limitMs: number): ConnectionError {
    const text = 'the peer timed out';
    return new ConnectionError(ErrorCode.Timeout, text, { limitMs });
  }

  /**
   * The server reported an error, or why it will close the connection.
   * @param text the code. An unknown code counts as `protocol_error`.
   */
  static told(text: string): ConnectionError {
    const known = Object.values(ErrorCode).find((each) => each === text);
    const code = known ?? ErrorCode.ProtocolError;
    return new ConnectionError(code, SERVER_ERROR_TEXT[code] ?? 'the peer closes the connection', {
      told: code,
    });
  }

  /** The peer's long frame makes no progress, and others wait for its memory. */
  static gaveWay(heldBytes: number): ConnectionError {
    const text = 'a frame that does not get on takes the memory that others need';
    return new ConnectionError(ErrorCode.FrameStalled, text, { heldBytes });
  }

  /** The peer started a frame and does not continue it. */
  static stalled(frameMs: number): ConnectionError {
    return new ConnectionError(ErrorCode.FrameStalled, 'a frame stalled', {
      frameMs,
    });
  }
}

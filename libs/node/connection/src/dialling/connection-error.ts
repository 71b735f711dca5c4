import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** What the codes mean to a person that a server answers a wish with. */
const SERVER_ERROR_TEXT: Readonly<Partial<Record<ErrorCode, string>>> = {
  [ErrorCode.JoinDenied]: 'no such room, or this link is not (or no longer) valid',
  [ErrorCode.RoomFull]: 'the room is full',
  [ErrorCode.RateLimited]: 'too many rooms were made from here; try again later',
  [ErrorCode.Removed]: 'removed from the room by a moderator',
  [ErrorCode.NotAllowed]: 'only a moderator of the room may do that',
};

/** The connection ended, or could not be made, or a frame on it did not end. */
export class ConnectionError extends VoiceError {
  override readonly peerFault = true;

  /** The peer ended the connection while something was expected of it. */
  static closed(): ConnectionError {
    return new ConnectionError(ErrorCode.PeerClosed, 'the peer closed the connection');
  }

  /** A secured connection ended, and nobody said goodbye: somebody may have cut it. */
  static interrupted(): ConnectionError {
    const text = 'the connection ended without a goodbye';
    return new ConnectionError(ErrorCode.Interrupted, text);
  }

  /** Nothing at all came from the peer for too long. */
  static silent(limitMs: number): ConnectionError {
    const text = 'the peer timed out';
    return new ConnectionError(ErrorCode.Timeout, text, { limitMs });
  }

  /**
   * The server has said what went wrong, or why it is going to close the connection.
   * @param text the code; one that this version does not know is a defect of its sender.
   */
  static told(text: string): ConnectionError {
    const known = Object.values(ErrorCode).find((each) => each === text);
    const code = known ?? ErrorCode.ProtocolError;
    return new ConnectionError(code, SERVER_ERROR_TEXT[code] ?? 'the peer closes the connection', {
      told: code,
    });
  }

  /** A long frame of the peer does not get on, and others wait for the memory that it takes. */
  static gaveWay(heldBytes: number): ConnectionError {
    const text = 'a frame that does not get on takes the memory that others need';
    return new ConnectionError(ErrorCode.FrameStalled, text, { heldBytes });
  }

  /** The peer began a frame and does not get on with it. */
  static stalled(frameMs: number): ConnectionError {
    return new ConnectionError(ErrorCode.FrameStalled, 'a frame stalled', {
      frameMs,
    });
  }
}

import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A session could not do what its owner asked for. Nobody broke a rule. */
export class SessionError extends VoiceError {
  override readonly peerFault = false;

  /** There is no connection, or it was lost meanwhile. */
  static notConnected(): SessionError {
    return new SessionError(ErrorCode.NotConnected, 'there is no connection to the room');
  }

  /** Only the link of a moderator can do this. */
  static notModerator(): SessionError {
    return new SessionError(ErrorCode.NotAllowed, 'the link is not that of a moderator');
  }

  /** The caller cancelled it before anything was sent. */
  static cancelled(): SessionError {
    return new SessionError(ErrorCode.Cancelled, 'it was cancelled');
  }

  /** Members left again and again while a recording was sent. */
  static unsettled(): SessionError {
    return new SessionError(ErrorCode.Busy, 'members leave faster than the recording can be sent');
  }
}

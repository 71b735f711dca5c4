import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** The connection ended, or could not be made, or a frame on it did not end. */
export class ConnectionError extends VoiceError {
  override readonly peerFault = true;

  /** The peer ended the connection while something was expected of it. */
  static closed(): ConnectionError {
    return new ConnectionError(ErrorCode.PeerClosed, 'the peer closed the connection');
  }

  /** The peer began a frame and does not get on with it. */
  static stalled(frameMs: number): ConnectionError {
    return new ConnectionError(ErrorCode.FrameStalled, 'a frame was begun and not finished', {
      frameMs,
    });
  }
}

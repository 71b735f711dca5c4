import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** The handshake of docs/protocol.md, section 3, did not come to its end. */
export class HandshakeError extends VoiceError {
  override readonly peerFault = true;

  /** A frame came that this step of the handshake does not allow. */
  static unexpectedFrame(type: number, expected: number): HandshakeError {
    return new HandshakeError(ErrorCode.ProtocolError, 'unexpected frame during the handshake', {
      type,
      expected,
    });
  }

  /** The salt has another length than the 16 bytes of docs/protocol.md, section 3. */
  static saltLength(length: number): HandshakeError {
    return new HandshakeError(ErrorCode.ProtocolError, 'the salt must have 16 bytes', { length });
  }

  /** The peer did not send what this step waits for, or we did not get to it in time. */
  static timeout(deadlineMs: number): HandshakeError {
    return new HandshakeError(ErrorCode.HandshakeTimeout, 'the handshake took too long', {
      deadlineMs,
    });
  }

  /** More handshakes are waiting for their key derivation than may wait. */
  static busy(waiting: number): HandshakeError {
    return new HandshakeError(ErrorCode.Busy, 'too many handshakes are under way', { waiting });
  }
}

/** A sealed message that is genuine and yet must not be taken. */
export class SessionError extends VoiceError {
  override readonly peerFault = true;

  /** The nonce was seen before: a copy of an earlier message, or one of our own sent back. */
  static replayed(): SessionError {
    return new SessionError(ErrorCode.ReplayedMessage, 'a message came a second time');
  }

  /** The keys have protected as many messages as they may; the session must end. */
  static messageLimit(limit: number): SessionError {
    return new SessionError(ErrorCode.MessageLimit, 'the session has reached its message limit', {
      limit,
    });
  }
}

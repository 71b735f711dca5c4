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

  /** A hello breaks the form of docs/protocol.md, section 9.2. */
  static malformedHello(): HandshakeError {
    return new HandshakeError(ErrorCode.ProtocolError, 'the hello is malformed');
  }

  /** A hello of a version that we do not know. */
  static helloVersion(version: number): HandshakeError {
    const text = 'the hello has another version';
    return new HandshakeError(ErrorCode.HopUnsupported, text, { version });
  }

  /** The client offers no suite that we know, or the server has chosen none that we offered. */
  static noCommonSuite(): HandshakeError {
    return new HandshakeError(ErrorCode.HopUnsupported, 'there is no suite in common');
  }

  /** The client has not said hello, and nobody is let in without. */
  static helloMissing(): HandshakeError {
    const text = 'the client did not ask for a secured connection';
    return new HandshakeError(ErrorCode.HopUnsupported, text);
  }

  /** The server has refused our hello; nothing proves that it was the server. */
  static rejected(reason: number): HandshakeError {
    const text = 'the voice server refused a secured connection';
    return new HandshakeError(ErrorCode.HopUnsupported, text, { reason });
  }

  /** The server did not answer our hello, and this client requires a server that proves its identity. */
  static unauthenticated(): HandshakeError {
    const text = 'the voice server did not prove who it is';
    return new HandshakeError(ErrorCode.HopAuthFailed, text);
  }

  /** The server's proof of who it is does not hold. */
  static badProof(): HandshakeError {
    const text = "the voice server's proof of its identity is invalid";
    return new HandshakeError(ErrorCode.HopAuthFailed, text);
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

  /** Not the next message in order: one was left out, came again or was put elsewhere. */
  static outOfSequence(): SessionError {
    const text = 'a message is not the next one in order';
    return new SessionError(ErrorCode.SequenceError, text);
  }

  /** A control record that nobody could have meant. */
  static malformedControl(): SessionError {
    return new SessionError(ErrorCode.ProtocolError, 'a control record is malformed');
  }

  /** The keys have protected as many messages as they may; the session must end. */
  static messageLimit(limit: number): SessionError {
    return new SessionError(ErrorCode.MessageLimit, 'the session has reached its message limit', {
      limit,
    });
  }
}

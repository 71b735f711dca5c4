import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** The handshake of docs/protocol.md, section 3, failed. */
export class HandshakeError extends VoiceError {
  override readonly peerFault = true;

  /** A frame arrived that is not allowed in this step of the handshake. */
  static unexpectedFrame(type: number, expected: number): HandshakeError {
    return new HandshakeError(ErrorCode.ProtocolError, 'unexpected frame during the handshake', {
      type,
      expected,
    });
  }

  /** The salt does not have the 16 bytes of docs/protocol.md, section 3. */
  static saltLength(length: number): HandshakeError {
    return new HandshakeError(ErrorCode.ProtocolError, 'the salt must have 16 bytes', { length });
  }

  /** The expected frame did not come in time, or we did not handle it in time. */
  static timeout(deadlineMs: number): HandshakeError {
    return new HandshakeError(ErrorCode.HandshakeTimeout, 'the handshake took too long', {
      deadlineMs,
    });
  }

  /** A hello does not have the form of docs/protocol.md, section 9.2. */
  static malformedHello(): HandshakeError {
    return new HandshakeError(ErrorCode.ProtocolError, 'the hello is malformed');
  }

  /** A hello has an unknown version. */
  static helloVersion(version: number): HandshakeError {
    const text = 'the hello has another version';
    return new HandshakeError(ErrorCode.HopUnsupported, text, { version });
  }

  /** Client and server have no suite in common, or the server chose one that we did not offer. */
  static noCommonSuite(): HandshakeError {
    return new HandshakeError(ErrorCode.HopUnsupported, 'there is no suite in common');
  }

  /** The client sent no hello, and this server requires one. */
  static helloMissing(): HandshakeError {
    const text = 'the client did not ask for a secured connection';
    return new HandshakeError(ErrorCode.HopUnsupported, text);
  }

  /** The server refused our hello. The refusal is not authenticated: anybody may have sent it. */
  static rejected(reason: number): HandshakeError {
    const text = 'the voice server refused a secured connection';
    return new HandshakeError(ErrorCode.HopUnsupported, text, { reason });
  }

  /** The server did not answer our hello, but this client requires a proof of its identity. */
  static unauthenticated(): HandshakeError {
    const text = 'the voice server did not prove who it is';
    return new HandshakeError(ErrorCode.HopAuthFailed, text);
  }

  /** The server's proof of its identity is not valid. */
  static badProof(): HandshakeError {
    const text = "the voice server's proof of its identity is invalid";
    return new HandshakeError(ErrorCode.HopAuthFailed, text);
  }

  /** Too many handshakes are waiting for their key derivation. */
  static busy(waiting: number): HandshakeError {
    return new HandshakeError(ErrorCode.Busy, 'too many handshakes are under way', { waiting });
  }
}

/** A sealed message is authentic, but must not be accepted. */
export class SessionError extends VoiceError {
  override readonly peerFault = true;

  /** The nonce was seen before. The message is a copy of an earlier one, or one of ours sent back. */
  static replayed(): SessionError {
    return new SessionError(ErrorCode.ReplayedMessage, 'a message came a second time');
  }

  /** The message is not the next one in order. One was dropped, repeated or moved. */
  static outOfSequence(): SessionError {
    const text = 'a message is not the next one in order';
    return new SessionError(ErrorCode.SequenceError, text);
  }

  /** A control record is malformed. No correct program sends such a record. */
  static malformedControl(): SessionError {
    return new SessionError(ErrorCode.ProtocolError, 'a control record is malformed');
  }

  /** The keys have protected their maximum of messages. The session must end. */
  static messageLimit(limit: number): SessionError {
    return new SessionError(ErrorCode.MessageLimit, 'the session has reached its message limit', {
      limit,
    });
  }
}

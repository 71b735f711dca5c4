import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** What came in an `A` or a `C` does not have its documented form, which is its sender's fault. */
export class MessageError extends VoiceError {
  override readonly peerFault = true;

  /** It begins as a native message, but what follows is not one. */
  static malformed(problem: string, detail?: ErrorDetail, cause?: unknown): MessageError {
    const text = `a message with ${problem}`;
    return new MessageError(ErrorCode.AudioUnreadable, text, detail, { cause });
  }

  /** There is nothing in it that could be played or handed on. */
  static empty(): MessageError {
    return new MessageError(ErrorCode.AudioEmpty, 'the message is empty');
  }

  /** It is not an announcement of capabilities. */
  static notCapabilities(detail?: ErrorDetail, cause?: unknown): MessageError {
    const text = 'not an announcement of capabilities';
    return new MessageError(ErrorCode.ProtocolError, text, detail, { cause });
  }
}

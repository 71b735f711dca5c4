import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** The content of an `A` or a `C` does not have its documented form. The sender is at fault. */
export class MessageError extends VoiceError {
  override readonly peerFault = true;

  /** The bytes begin as a native message, but the rest is not one. */
  static malformed(problem: string, detail?: ErrorDetail, cause?: unknown): MessageError {
    const text = `a message with ${problem}`;
    return new MessageError(ErrorCode.AudioUnreadable, text, detail, { cause });
  }

  /** The message has nothing to play or pass on. */
  static empty(): MessageError {
    return new MessageError(ErrorCode.AudioEmpty, 'the message is empty');
  }

  /** The bytes are not an announcement of capabilities. */
  static notCapabilities(detail?: ErrorDetail, cause?: unknown): MessageError {
    const text = 'not an announcement of capabilities';
    return new MessageError(ErrorCode.ProtocolError, text, detail, { cause });
  }
}

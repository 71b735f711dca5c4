import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** The peer broke the framing rules (docs/protocol.md, section 2). The frame boundaries are lost. */
export class WireError extends VoiceError {
  override readonly peerFault = true;

  /** A length of zero leaves no room for the type. */
  static frameEmpty(): WireError {
    return new WireError(ErrorCode.FrameEmpty, 'the frame has a length of 0 and thus no type');
  }

  /** The length field exceeds the limit for this type in the current state. */
  static frameTooLarge(type: number, length: number, limit: number): WireError {
    return new WireError(
      ErrorCode.FrameTooLarge,
      `a frame of ${length} bytes exceeds the limit of ${limit}`,
      { type, length, limit },
    );
  }
}

import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A client sent something that a member, or a client that wants to be one, may not send. */
export class MemberError extends VoiceError {
  override readonly peerFault = true;

  /** A client that does not support sealed rooms, or sound that is not sealed, in a sealed room. */
  static unsealed(): MemberError {
    return new MemberError(ErrorCode.E2eeRequired, 'everything in a sealed room is sealed');
  }
}

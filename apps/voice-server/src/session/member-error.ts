import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A client sent something that members may not send. It may also be a client that wants to become a member. */
export class MemberError extends VoiceError {
  override readonly peerFault = true;

  /** A client does not support sealed rooms, or sends unsealed sound in a sealed room. */
  static unsealed(): MemberError {
    return new MemberError(ErrorCode.E2eeRequired, 'everything in a sealed room is sealed');
  }
}

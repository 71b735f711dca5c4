import { VoiceError } from '@sealwave/kernel';

/** A client sent something that members may not send. It may also be a client that wants to become a member. */
export class MemberError extends VoiceError {
  override readonly peerFault = true;
}

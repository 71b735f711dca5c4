import { VoiceError } from '@sealwave/kernel';

/** A client sent something that a member, or a client that wants to be one, may not send. */
export class MemberError extends VoiceError {
  override readonly peerFault = true;
}

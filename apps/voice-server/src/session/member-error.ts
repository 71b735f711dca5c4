import { VoiceError } from '@sealwave/kernel';

/** A member of a room, or who wants to be one, sent what is not allowed. */
export class MemberError extends VoiceError {
  override readonly peerFault = true;
}

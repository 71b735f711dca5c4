import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** Nothing on this machine records, or plays; the message says what is needed. */
export class SoundError extends VoiceError {
  override readonly peerFault = true;

  constructor(problem: string) {
    super(ErrorCode.Config, problem);
  }
}

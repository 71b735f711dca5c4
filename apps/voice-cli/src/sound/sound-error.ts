import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** This machine cannot record, or cannot play. The message says what it needs. */
export class SoundError extends VoiceError {
  override readonly peerFault = true;

  constructor(problem: string) {
    super(ErrorCode.Config, problem);
  }
}

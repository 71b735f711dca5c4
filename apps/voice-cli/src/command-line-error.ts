import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A command line that makes no sense. The message says what to change. */
export class CommandLineError extends VoiceError {
  override readonly peerFault = true;

  constructor(problem: string) {
    super(ErrorCode.Usage, problem);
  }
}

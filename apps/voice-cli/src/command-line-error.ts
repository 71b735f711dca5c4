import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** The command makes no sense; the message says to its author what to change. */
export class CommandLineError extends VoiceError {
  override readonly peerFault = true;

  constructor(problem: string) {
    super(ErrorCode.Usage, problem);
  }
}

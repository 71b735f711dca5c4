import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** The bytes are not what a voice coder of ours makes; whoever sent them is to blame. */
export class CodedAudioError extends VoiceError {
  override readonly peerFault = true;

  constructor(problem: string, detail?: ErrorDetail) {
    super(ErrorCode.AudioUnreadable, problem, detail);
  }
}

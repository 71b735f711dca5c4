import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** Coded audio, or the report that comes with it, is malformed; whoever sent it is to blame. */
export class CodedAudioError extends VoiceError {
  override readonly peerFault = true;

  constructor(problem: string, detail?: ErrorDetail) {
    super(ErrorCode.AudioUnreadable, problem, detail);
  }
}

import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** Coded audio, or its quality report, is malformed. The sender is at fault. */
export class CodedAudioError extends VoiceError {
  override readonly peerFault = true;

  constructor(problem: string, detail?: ErrorDetail) {
    super(ErrorCode.AudioUnreadable, problem, detail);
  }
}

import { ErrorCode, type ErrorDetail, VoiceError } from '@sealwave/kernel';

/** Coded audio, or the report that comes with it, is malformed, which is its sender's fault. */
export class CodedAudioError extends VoiceError {
  override readonly peerFault = true;

  constructor(problem: string, detail?: ErrorDetail) {
    super(ErrorCode.AudioUnreadable, problem, detail);
  }
}

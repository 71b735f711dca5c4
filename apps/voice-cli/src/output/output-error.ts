import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A file cannot be written. There is no point in continuing. */
export class OutputError extends VoiceError {
  override readonly peerFault = false;

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(ErrorCode.Usage, `cannot write ${path}: ${reason}`, {}, { cause });
  }
}

import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** What a listener would hear cannot be written; there is no point in going on. */
export class OutputError extends VoiceError {
  override readonly peerFault = false;

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(ErrorCode.Usage, `cannot write ${path}: ${reason}`, {}, { cause });
  }
}

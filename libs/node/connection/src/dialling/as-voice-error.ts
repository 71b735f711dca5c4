import { ErrorCode, UsageError, VoiceError } from '@sealwave/kernel';

/** `error` itself when it was thrown on purpose; anything else as a bug of ours, with its cause. */
export function asVoiceError(error: unknown): VoiceError {
  if (error instanceof VoiceError) return error;
  return new UsageError(ErrorCode.Internal, 'an unexpected error', {}, { cause: error });
}

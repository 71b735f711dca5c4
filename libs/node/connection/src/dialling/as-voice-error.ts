import { ErrorCode, UsageError, VoiceError } from '@sealwave/kernel';

/** Returns a VoiceError as it is, and wraps any other error as a bug of ours. */
export function asVoiceError(error: unknown): VoiceError {
  if (error instanceof VoiceError) return error;
  return new UsageError(ErrorCode.Internal, 'an unexpected error', {}, { cause: error });
}

import { ErrorCode, VoiceError } from '@sealwave/kernel';

/**
 * Sealed bytes that did not pass their check. Always the same code and message, so that nobody
 * learns from a refusal whether the key, the associated data or the bytes were wrong.
 */
export class SealRejectedError extends VoiceError {
  override readonly peerFault = true;

  constructor(options?: ErrorOptions) {
    super(ErrorCode.IntegrityFailed, 'the sealed bytes did not pass their check', {}, options);
  }
}

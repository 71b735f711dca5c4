import { ErrorCode, VoiceError } from '@sealwave/kernel';

/**
 * Sealed bytes failed their check. Code and message are always the same. So a refusal does not reveal whether
 * the key, the associated data or the bytes were wrong.
 */
export class SealRejectedError extends VoiceError {
  override readonly peerFault = true;

  constructor(options?: ErrorOptions) {
    super(ErrorCode.IntegrityFailed, 'the sealed bytes failed their check', {}, options);
  }
}

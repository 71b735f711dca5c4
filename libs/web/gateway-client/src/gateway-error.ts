import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { Failure } from '@sealwave/contracts';

/** A request that the gateway refused, or did not answer. */
export class GatewayError extends VoiceError {
  override readonly peerFault = true;

  static refused(failure: Failure): GatewayError {
    return new GatewayError(failure.code, failure.message);
  }

  static offline(): GatewayError {
    return new GatewayError(ErrorCode.NotConnected, 'there is no connection to the gateway');
  }

  /** Sending ended on request before anybody received anything. */
  static cancelled(): GatewayError {
    return new GatewayError(ErrorCode.Cancelled, 'sending was cancelled');
  }

  /** The connection broke, or time was up, during the upload: nobody received anything. */
  static interrupted(cause: unknown): GatewayError {
    return new GatewayError(ErrorCode.Unreachable, 'the upload was interrupted', {}, { cause });
  }

  /** The connection broke, or time was up, before an answer came: it may have been carried out. */
  static unanswered(cause: unknown): GatewayError {
    return new GatewayError(ErrorCode.Unreachable, 'the gateway did not answer', {}, { cause });
  }
}

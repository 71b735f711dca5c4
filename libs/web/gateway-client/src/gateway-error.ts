import { ErrorCode, VoiceError } from '@sealwave/kernel';
import type { Failure } from '@sealwave/contracts';

/** A request that the gateway refused or did not answer. */
export class GatewayError extends VoiceError {
  override readonly peerFault = true;

  static refused(failure: Failure): GatewayError {
    return new GatewayError(failure.code, failure.message);
  }

  static offline(): GatewayError {
    return new GatewayError(ErrorCode.NotConnected, 'there is no connection to the gateway');
  }

  /** The page is not in a sealed room, or has left it. */
  static outsideRoom(): GatewayError {
    return new GatewayError(ErrorCode.NotConnected, 'there is no connection to a sealed room');
  }

  /** The person cancelled the recording before anybody received it. */
  static cancelled(): GatewayError {
    return new GatewayError(ErrorCode.Cancelled, 'sending was cancelled');
  }

  /** The connection broke or timed out during the upload. Nobody received the recording. */
  static interrupted(cause: unknown): GatewayError {
    return new GatewayError(ErrorCode.Unreachable, 'the upload was interrupted', {}, { cause });
  }

  /** The connection broke or timed out before the answer. The gateway may have carried out the request. */
  static unanswered(cause: unknown): GatewayError {
    return new GatewayError(ErrorCode.Unreachable, 'the gateway did not answer', {}, { cause });
  }
}

import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A browser asked for something that it may not have, or in a way that is not understood. */
export class RequestError extends VoiceError {
  override readonly peerFault = true;

  /** The payload of an event does not have the documented form. */
  static invalid(problems: readonly string[]): RequestError {
    return new RequestError(
      ErrorCode.InvalidRequest,
      `the request is not valid: ${problems.join('; ')}`,
    );
  }

  /** The event has a name that nobody listens to. */
  static unknownEvent(): RequestError {
    return new RequestError(ErrorCode.InvalidRequest, 'there is no such event');
  }

  /** The voice server that was asked for is not on the list of this gateway. */
  static serverNotAllowed(): RequestError {
    return new RequestError(
      ErrorCode.NotAllowed,
      'this gateway does not connect to that voice server',
    );
  }

  /** Something needs a voice server, and none is connected. */
  static notConnected(): RequestError {
    return new RequestError(ErrorCode.NotConnected, 'no voice server is connected');
  }

  /** A second connection was asked for before the first one ended. */
  static alreadyConnected(): RequestError {
    return new RequestError(ErrorCode.AlreadyConnected, 'a voice server is connected already');
  }

  /** More recordings were sent than are processed at the same time. */
  static busy(limit: number): RequestError {
    return new RequestError(ErrorCode.Busy, `${limit} recordings are still being processed`, {
      limit,
    });
  }

  /** A sealed recording does not fit into one message. */
  static tooLarge(bytes: number, limit: number): RequestError {
    return new RequestError(ErrorCode.AudioTooLarge, 'the sealed recording is too large', {
      bytes,
      limit,
    });
  }
}

import type { Failure } from '@sealwave/contracts';
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

  /** One address has asked for a voice server too often. */
  static connectsTooOften(): RequestError {
    return new RequestError(
      ErrorCode.RateLimited,
      'too many connections from one address; wait a few seconds',
    );
  }

  /** One address has had more sound coded than the gateway has time for. */
  static tooMuchSound(): RequestError {
    return new RequestError(
      ErrorCode.RateLimited,
      'too much sound from one address; wait a minute',
    );
  }

  /** Somebody who is no moderator wanted to moderate, or to moderate one. */
  static noModerator(): RequestError {
    return new RequestError(
      ErrorCode.NotAllowed,
      'only moderators of the room may do this, and not to other moderators',
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

  /** A sealed recording does not fit into one message, or an upload is above the limit. */
  static tooLarge(bytes: number, limit: number): RequestError {
    return new RequestError(ErrorCode.AudioTooLarge, 'the recording is too large', {
      bytes,
      limit,
    });
  }

  /** An upload had to end before it was sent. */
  static ended({ code, message }: Failure): RequestError {
    return new RequestError(code, message);
  }

  /** A part does not go on where the one before it ended. */
  static outOfPlace(offset: number, expected: number): RequestError {
    return new RequestError(
      ErrorCode.InvalidRequest,
      'the offset of the part does not match the end of the upload',
      { offset, expected },
    );
  }

  /** A recording without audio is to be sent, and none of that id was uploaded. */
  static notUploaded(): RequestError {
    return new RequestError(ErrorCode.InvalidRequest, 'nothing was uploaded under this id');
  }

  /** The browser does not want it to be sent any more. */
  static cancelled(): RequestError {
    return new RequestError(ErrorCode.Cancelled, 'sending was cancelled');
  }
}

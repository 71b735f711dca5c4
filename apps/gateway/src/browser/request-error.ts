import type { Failure } from '@sealwave/contracts';
import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A browser's request that is not allowed, or not understood. */
export class RequestError extends VoiceError {
  override readonly peerFault = true;

  /** The payload of an event does not have the documented form. */
  static invalid(problems: readonly string[]): RequestError {
    return new RequestError(
      ErrorCode.InvalidRequest,
      `the request is not valid: ${problems.join('; ')}`,
    );
  }

  /** No event has this name. */
  static unknownEvent(): RequestError {
    return new RequestError(ErrorCode.InvalidRequest, 'there is no such event');
  }

  /** The requested voice server is not on this gateway's list. */
  static serverNotAllowed(): RequestError {
    return new RequestError(
      ErrorCode.NotAllowed,
      'this gateway does not connect to that voice server',
    );
  }

  /** An address requested connections too often. */
  static connectsTooOften(): RequestError {
    return new RequestError(
      ErrorCode.RateLimited,
      'too many connections from one address; wait a few seconds',
    );
  }

  /** An address sent more sound than the gateway has time to code. */
  static tooMuchSound(): RequestError {
    return new RequestError(
      ErrorCode.RateLimited,
      'too much sound from one address; wait a minute',
    );
  }

  /** A person who is not a moderator tried to moderate, or a moderator tried to moderate another moderator. */
  static noModerator(): RequestError {
    return new RequestError(
      ErrorCode.NotAllowed,
      'only moderators of the room may do this, and not to other moderators',
    );
  }

  /** The request needs a voice server, but none is connected. */
  static notConnected(): RequestError {
    return new RequestError(ErrorCode.NotConnected, 'no voice server is connected');
  }

  /** A second connection was requested before the first one ended. */
  static alreadyConnected(): RequestError {
    return new RequestError(ErrorCode.AlreadyConnected, 'a voice server is connected already');
  }

  /** The browser sent more recordings at a time than allowed. */
  static busy(limit: number): RequestError {
    return new RequestError(ErrorCode.Busy, `${limit} recordings are still being processed`, {
      limit,
    });
  }

  /** A browser in a sealed room sent more than its voice server has read. */
  static tooMuchWaiting(limitBytes: number): RequestError {
    return new RequestError(ErrorCode.Busy, 'too much is waiting for the voice server', {
      limitBytes,
    });
  }

  /** Something unsealed was sent in a sealed room. */
  static notSealed(): RequestError {
    return new RequestError(
      ErrorCode.E2eeRequired,
      'in this room people seal what they send for each other',
    );
  }

  /** Something for sealed rooms was sent in another room. */
  static noSealedRoom(): RequestError {
    return new RequestError(ErrorCode.InvalidRequest, 'this room is not a sealed one');
  }

  /** A sealed recording does not fit into one message, or an upload exceeds the limit. */
  static tooLarge(bytes: number, limit: number): RequestError {
    return new RequestError(ErrorCode.AudioTooLarge, 'the recording is too large', {
      bytes,
      limit,
    });
  }

  /** An upload ended before it was sent. */
  static ended({ code, message }: Failure): RequestError {
    return new RequestError(code, message);
  }

  /** A part does not continue at the end of the previous one. */
  static outOfPlace(offset: number, expected: number): RequestError {
    return new RequestError(
      ErrorCode.InvalidRequest,
      'the offset of the part does not match the end of the upload',
      { offset, expected },
    );
  }

  /** A recording was sent without audio, but nothing was uploaded under its id. */
  static notUploaded(): RequestError {
    return new RequestError(ErrorCode.InvalidRequest, 'nothing was uploaded under this id');
  }

  /** The browser cancelled the recording. */
  static cancelled(): RequestError {
    return new RequestError(ErrorCode.Cancelled, 'sending was cancelled');
  }
}

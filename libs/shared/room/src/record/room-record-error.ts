import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A record about a room that nobody could have meant. */
export class RoomRecordError extends VoiceError {
  override readonly peerFault = true;

  /** One of its fields is missing, or is not what such a record has there. */
  static malformed(): RoomRecordError {
    return new RoomRecordError(ErrorCode.ProtocolError, 'a control record is malformed');
  }
}

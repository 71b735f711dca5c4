import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A malformed record about a room; no correct client sends one. */
export class RoomRecordError extends VoiceError {
  override readonly peerFault = true;

  /** A field of the record is missing or malformed. */
  static malformed(): RoomRecordError {
    return new RoomRecordError(ErrorCode.ProtocolError, 'a control record is malformed');
  }

  /** A part of a transmission is malformed, empty or too long. */
  static part(): RoomRecordError {
    return new RoomRecordError(ErrorCode.ProtocolError, 'a part of a transmission is malformed');
  }
}

import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A link that was to lead into a room and does not; says nothing of what is in it. */
export class RoomInviteError extends VoiceError {
  override readonly peerFault = true;

  /** A part of it is missing, or is not what such a link has there. */
  static invalid(part: 'room' | 'version' | 'secret' | 'token'): RoomInviteError {
    const problem = `the link of the room is broken: its ${part} is missing or damaged`;
    return new RoomInviteError(ErrorCode.RoomLinkInvalid, problem, { part });
  }

  /** It asks for something that this version cannot do, and must not be had without it. */
  static unsupported(): RoomInviteError {
    const problem = 'the link of the room needs a newer version of this program';
    return new RoomInviteError(ErrorCode.RoomLinkUnsupported, problem);
  }
}

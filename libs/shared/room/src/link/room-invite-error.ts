import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A room link that cannot be used. The text of a link is secret: the error never contains it. */
export class RoomInviteError extends VoiceError {
  override readonly peerFault = true;

  /** A part of the link is missing or malformed. */
  static invalid(part: 'room' | 'version' | 'secret' | 'token'): RoomInviteError {
    const problem = `the link of the room is broken: its ${part} is missing or damaged`;
    return new RoomInviteError(ErrorCode.RoomLinkInvalid, problem, { part });
  }

  /** The link requires a feature that this version does not have. It must not be opened without the feature. */
  static unsupported(): RoomInviteError {
    const problem = 'the link of the room needs a newer version of this program';
    return new RoomInviteError(ErrorCode.RoomLinkUnsupported, problem);
  }
}

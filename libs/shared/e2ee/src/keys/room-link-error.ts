import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A part of the link of a sealed room. */
export type RoomLinkPart = 'room' | 'version' | 'flags' | 'moderator' | 'secret' | 'token';

/** A link that was to lead into a sealed room and does not; says nothing of what is in it. */
export class RoomLinkError extends VoiceError {
  override readonly peerFault = true;

  /** A part of it is missing, or is not what such a link has there. */
  static invalid(part: RoomLinkPart): RoomLinkError {
    const problem = `the link of the room is broken: its ${part} is missing or damaged`;
    return new RoomLinkError(ErrorCode.RoomLinkInvalid, problem, { part });
  }

  /** Every part is there, and they are not of one link. */
  static contradictory(): RoomLinkError {
    const problem = 'the link of the room was changed: its parts do not belong together';
    return new RoomLinkError(ErrorCode.RoomLinkInvalid, problem, { part: 'room' });
  }

  /** It is of an earlier version, whose rooms servers could hear. */
  static old(): RoomLinkError {
    const problem = 'the link is of an earlier version: make a new room, and hand on its link';
    return new RoomLinkError(ErrorCode.RoomLinkUnsupported, problem);
  }

  /** It asks for something that this version does not know. */
  static newer(): RoomLinkError {
    const problem = 'the link of the room needs a newer version of this program';
    return new RoomLinkError(ErrorCode.RoomLinkUnsupported, problem);
  }
}

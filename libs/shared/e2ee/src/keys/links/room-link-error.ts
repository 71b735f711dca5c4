import { ErrorCode, VoiceError } from '@sealwave/kernel';

/** A part of the link of a sealed room. */
export type RoomLinkPart = 'room' | 'version' | 'flags' | 'moderator' | 'secret' | 'token';

/** A link does not lead into a sealed room. Message and detail contain nothing of the link. */
export class RoomLinkError extends VoiceError {
  override readonly peerFault = true;

  /** A part is missing or malformed. */
  static invalid(part: RoomLinkPart): RoomLinkError {
    const problem = `the link of the room is broken: its ${part} is missing or damaged`;
    return new RoomLinkError(ErrorCode.RoomLinkInvalid, problem, { part });
  }

  /** Every part is well-formed, but the parts do not belong together. */
  static contradictory(): RoomLinkError {
    const problem = 'the link of the room was changed: its parts do not belong together';
    return new RoomLinkError(ErrorCode.RoomLinkInvalid, problem, { part: 'room' });
  }

  /** The link is of an earlier version. Servers can listen in its rooms. */
  static old(): RoomLinkError {
    const problem = 'the link is of an earlier version: make a new room, and hand on its link';
    return new RoomLinkError(ErrorCode.RoomLinkUnsupported, problem, { version: 'earlier' });
  }

  /** The link needs a version or a flag that this program does not know. */
  static newer(): RoomLinkError {
    const problem = 'the link of the room needs a newer version of this program';
    return new RoomLinkError(ErrorCode.RoomLinkUnsupported, problem);
  }
}

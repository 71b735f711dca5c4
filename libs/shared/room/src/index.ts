export {
  isDisplayName,
  describeDisplayNameProblem,
  displayNameProblem,
  type DisplayNameProblem,
} from './display-name';
export {
  encodeRoomClaims,
  parseRoomClaims,
  roleOf,
  type RoomClaims,
  RoomRight,
  tokenMessage,
} from './link/room-claims';
export {
  isRoomCredential,
  openingKeys,
  provingKey,
  type RoomCredential,
} from './link/room-credential';
export { isRoomId } from './link/room-id';
export {
  areRoomFlags,
  isSealedRoomId,
  MODERATOR_DIGEST_BYTES,
  moderatorDigest,
  moderatorProofMessage,
  NO_MODERATOR,
  ROOM_PATH,
  RoomFlag,
  sealedRoomId,
} from './link/sealed-room-id';
export { LOBBY } from './lobby';
export { MAX_ROOM_MEMBERS, type Member, type Moderation, MODERATIONS, type Role } from './member';
export { applyNotice, type Roster, rosterOf, UNKNOWN_ROSTER } from './roster';

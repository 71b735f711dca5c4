export {
  isPersonName,
  PERSON_NAME_PROBLEM,
  personNameProblem,
  type PersonNameProblem,
} from './display-name';
export { encodeRoomClaims, parseRoomClaims, type RoomClaims, RoomRight } from './link/room-claims';
export { isRoomId } from './link/room-id';
export { readRoomKey, ROOM_KEY_BYTES } from './link/room-key';
export { LOBBY } from './lobby';
export { MAX_ROOM_MEMBERS, type Member, type Moderation, MODERATIONS, type Role } from './member';

export { ROOM_PATH } from './link-fragment';
export { parseRoomLink, parseRoomUrl, strongerOf } from './parse-room-link';
export {
  credentialOf,
  fragmentOf,
  type InviteCapability,
  linkFor,
  makeRoom,
  type RoomCapability,
  termsOf,
} from './room-capability';
export { RoomInvite } from './room-invite';
export { RoomInviteError } from './room-invite-error';
export { RoomToken } from './room-token';

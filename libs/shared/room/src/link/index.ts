export { ROOM_PATH } from './link-fragment';
export {
  credentialOf,
  fragmentOf,
  type InviteCapability,
  linkFor,
  makeRoom,
  parseRoomLink,
  type RoomCapability,
  RoomInvite,
  strongerOf,
  termsOf,
} from './room-capability';
export { RoomInviteError } from './room-invite-error';
export { RoomToken } from './room-token';

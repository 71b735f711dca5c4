export { RoomInvite } from './room-invite';
export { RoomInviteError } from './room-invite-error';
export { isTokenLink, RoomToken } from './room-token';

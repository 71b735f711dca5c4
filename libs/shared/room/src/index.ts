export {
  isPersonName,
  PERSON_NAME_PROBLEM,
  personNameProblem,
  type PersonNameProblem,
} from './display-name';
export { encodeRoomClaims, parseRoomClaims, type RoomClaims, RoomRight } from './link/room-claims';

export { encodeFrame, type Frame, FrameType, LENGTH_BYTES, TYPE_BYTES } from './frame';
export { FrameDecoder, type FrameLimit } from './frame-decoder';
export {
  isPersonName,
  PERSON_NAME_PROBLEM,
  personNameProblem,
  type PersonNameProblem,
} from './person-name';
export { encodeRoomClaims, parseRoomClaims, type RoomClaims, RoomRight } from './room-claims';
export { SparePieces } from './spare-pieces';

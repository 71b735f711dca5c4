export { isRoomNotice, type RoomNotice, type RoomRecord } from './room-record';
export { readRoomRecord, roomRecordFields } from './room-record-codec';
export {
  isRelayedRecord,
  readSealedRecord,
  type RelayedRecord,
  type SealedRecord,
} from './sealed-record';
export {
  encodePart,
  MAX_PART_BYTES,
  parsePart,
  transmissionIdText,
  type TransmissionPart,
} from './transmission-part';

export { isRoomNotice, type RoomNotice, type RoomRecord } from './room-record';
export { readRoomRecord, roomRecordFields } from './room-record-codec';

export { DEVICE_STORE } from './device/device-store';
export type { RoomLink } from './links/room-link';
export { SealedLinks } from './links/sealed-links.service';
export type { TransmissionProof } from './sealed-message';
export { SealedRooms } from './sealed-rooms.service';
export { SealedRoomJobError } from './session/sealed-room-job-error';
export type { SessionTrouble } from './session/room-session';
export type { SendingProgress, SentRecording } from './worker/session-messages';

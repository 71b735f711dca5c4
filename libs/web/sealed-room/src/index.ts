export { DEVICE_STORE, type DeviceStore } from './device/device-store';
export type { RoomLink } from './links/room-link';
export { SealedLinks } from './links/sealed-links.service';
export { type SealedMessage, type TransmissionProof } from './sealed-message';
export { SealedRooms } from './sealed-rooms.service';
export { SealedRoomJobError } from './session/sealed-room-job-error';
export type { SessionTrouble } from './session/room-session';
export { OPEN_SESSION_WORKER, type SessionWorker } from './session/session-worker';
export type { RawRecording, SendingProgress, SentRecording } from './worker/session-messages';

export { DeviceRecords } from './device/device-records';
export { DEVICE_STORE, type DeviceStore } from './device/device-store';
export { credentialOf, loadSealedLinks } from './link/load-links';
export { type SealedMessage, type TransmissionProof } from './sealed-message';
export { SealedRooms } from './sealed-rooms.service';
export { SealedRoomJobError } from './session/session-client';
export type { SessionTrouble } from './session/room-session';
export { OPEN_SESSION_WORKER, type SessionWorker } from './session/session-worker';
export type { RawRecording, SendingProgress, SentRecording } from './worker/session-messages';

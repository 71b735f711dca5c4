export { type Audience } from './sending/outgoing';
export { type SentTransmission } from './sending/outgoing';
export { openSealedRoomSession } from './open-session';
export { type Person } from './people/person';
export {
  type OrderRequest,
  type PresentMember,
  type ReceivedRecord,
  type RoomEntry,
  type RosterNotice,
  type SealedRoomSession,
} from './sealed-room-session';
export { type SealedRoomTransport } from './sealed-room-transport';
export {
  type EndedTransmission,
  type ReceivedText,
  type Refusal,
  type SealedRoomObserver,
} from './session-events';

export { type Audience, type OutgoingVoice, type Recording } from './sending/outgoing';
export { type SentTransmission, type VoiceTerms } from './sending/outgoing';
export { openSealedRoomSession } from './open-session';
export { type Person } from './people/person';
export {
  type OrderRequest,
  type PresentMember,
  type ReceivedRecord,
  type RoomEntry,
  type RosterNotice,
  type SealedRoomSession,
  type SessionClock,
  type SessionOptions,
} from './sealed-room-session';
export { SessionError } from './session-error';
export { type SealedRoomTransport } from './sealed-room-transport';
export {
  type EndedTransmission,
  type ReceivedText,
  type Refusal,
  type SealedRoomObserver,
  type TransmissionProgress,
  type TransmissionSource,
} from './session-events';

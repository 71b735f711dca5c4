export { type ConnectionRefused, connectionRefused } from './connection-refused';
export {
  type AudioReceived,
  type AudioRejected,
  type AudioSent,
  type ClientToServer,
  type Codec,
  type CoderName,
  type ConnectionOptions,
  type ConnectToServer,
  type Disconnected,
  type Failure,
  isFailure,
  type Moderated,
  type QualityReport,
  type RoundTrip,
  type SendAudio,
  type ServerConnected,
  type ServerSecurity,
  type ServerToClient,
  type ServerTrustState,
  type SnrFigure,
} from './events';
export { GATEWAY_LIMITS, MAX_TRANSMISSION_SECONDS, QUALITY } from './limits';
export {
  type AudioCancelled,
  type AudioPart,
  type AudioPartReceived,
  type CancelAudio,
} from './sending';
export type { Moderate, RoomMember, RoomPresence, Talking } from './room';
export type {
  SealedAccepted,
  SealedPartReceived,
  SealedRecordReceived,
  SealedSent,
  SendSealedPart,
  SendSealedRecord,
} from './sealed';

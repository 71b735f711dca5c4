export { type ConnectionRefused, connectionRefused } from './connection-refused';
export {
  type Acknowledge,
  type AudioFormat,
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
  type FrameCount,
  isFailure,
  type Moderated,
  type QualityReport,
  type RoundTrip,
  type SendAudio,
  type ServerConnected,
  type ServerSecurity,
  type ServerReconnecting,
  type ServerToClient,
  type ServerTrustState,
  type SnrFigure,
  type SnrKind,
} from './events';
export { GATEWAY_LIMITS, QUALITY } from './limits';
export {
  type AudioCancelled,
  type AudioPart,
  type AudioPartReceived,
  type AudioProgress,
  type CancelAudio,
} from './sending';
export type { Moderate, RoomMember, RoomPresence, Talking } from './room';

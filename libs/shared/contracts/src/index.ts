export {
  type Acknowledge,
  type AudioFormat,
  type AudioReceived,
  type AudioSent,
  type ClientToServer,
  type Codec,
  type ConnectionOptions,
  type ConnectToServer,
  type Disconnected,
  type Failure,
  isFailure,
  type SendAudio,
  type ServerConnected,
  type ServerReconnecting,
  type ServerToClient,
  type SnrKind,
} from './events';
export { GATEWAY_LIMITS, QUALITY } from './limits';

export { GatewayClient } from './gateway-client';
export { GatewayError } from './gateway-error';
export {
  GATEWAY_SOCKET,
  type GatewayEvents,
  type GatewaySocket,
  type SocketLifecycle,
} from './gateway-socket';
export type { ConnectionState, Leg } from './connection-state';
export { newRecordingId, type SendProgress } from './outgoing-recording';
export type { ReceivedMessage } from './received-message';
export { SocketIoGateway } from './socket-io-gateway';
export type { Place, Destination as Visit } from './visit';

export { GatewayClient } from './gateway-client';
export { GatewayError } from './gateway-error';
export {
  GATEWAY_SOCKET,
  type GatewayEvents,
  type GatewaySocket,
  type SocketLifecycle,
} from './socket/gateway-socket';
export type { ConnectionState, Leg } from './link/connection-state';
export { newRecordingId, type SendProgress } from './messages/outgoing-recording';
export type { ReceivedMessage } from './messages/received-message';
export type { SealedEvent } from './sealed/sealed-event';
export { SocketIoGateway } from './socket/socket-io-gateway';
export type { Place, Destination as Visit } from './link/visit';

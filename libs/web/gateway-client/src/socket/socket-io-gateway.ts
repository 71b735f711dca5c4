import type {
  AudioCancelled,
  AudioPart,
  AudioPartReceived,
  AudioSent,
  CancelAudio,
  ClientToServer,
  ConnectionOptions,
  ConnectToServer,
  Disconnected,
  Failure,
  Moderate,
  Moderated,
  RoundTrip,
  SealedAccepted,
  SendAudio,
  SendSealedPart,
  SendSealedRecord,
  ServerConnected,
  ServerToClient,
  Talking,
} from '@sealwave/contracts';
import { io, type Socket } from 'socket.io-client';
import { refusalIn } from '../link/connect-refusal';
import type { GatewayEvents, GatewaySocket, SocketLifecycle } from './gateway-socket';

const CONNECTION: ConnectionOptions = { audio: 'binary' };

/** A {@link GatewaySocket} over Socket.IO to the origin that served the page. It only forwards events. */
export class SocketIoGateway implements GatewaySocket {
  private readonly socket: Socket<ServerToClient, ClientToServer> = io({
    autoConnect: false,
    auth: CONNECTION,
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
  });

  get connected(): boolean {
    return this.socket.connected;
  }

  open(): void {
    this.socket.connect();
  }

  close(): void {
    this.socket.disconnect();
  }

  observe(lifecycle: SocketLifecycle, events: GatewayEvents): void {
    this.socket.on('connect', () => lifecycle.opened());
    this.socket.on('disconnect', () => lifecycle.closed(this.socket.active));
    this.socket.on('connect_error', (error) =>
      lifecycle.closed(this.socket.active, refusalIn(error)),
    );
    this.socket.io.on('reconnect_attempt', (attempt) => lifecycle.reopening(attempt));

    this.socket.on('server_connected', events.server_connected);
    this.socket.on('server_error', events.server_error);
    this.socket.on('server_reconnecting', events.server_reconnecting);
    this.socket.on('disconnected', events.disconnected);
    this.socket.on('audio_received', events.audio_received);
    this.socket.on('audio_progress', events.audio_progress);
    this.socket.on('audio_rejected', events.audio_rejected);
    this.socket.on('room_changed', events.room_changed);
    this.socket.on('sealed_record', events.sealed_record);
    this.socket.on('sealed_part', events.sealed_part);
    this.socket.on('sealed_sent', events.sealed_sent);
  }

  connectToServer(request: ConnectToServer, timeoutMs: number): Promise<ServerConnected | Failure> {
    return this.socket.timeout(timeoutMs).emitWithAck('connect_to_server', request);
  }

  disconnectFromServer(timeoutMs: number): Promise<Disconnected | Failure> {
    return this.socket.timeout(timeoutMs).emitWithAck('disconnect_from_server');
  }

  sendAudio(recording: SendAudio): Promise<AudioSent | Failure> {
    return this.socket.emitWithAck('send_audio', recording);
  }

  sendPart(part: AudioPart, timeoutMs: number): Promise<AudioPartReceived | Failure> {
    return this.socket.timeout(timeoutMs).emitWithAck('audio_part', part);
  }

  cancelAudio(request: CancelAudio, timeoutMs: number): Promise<AudioCancelled | Failure> {
    return this.socket.timeout(timeoutMs).emitWithAck('cancel_audio', request);
  }

  moderate(wish: Moderate, timeoutMs: number): Promise<Moderated | Failure> {
    return this.socket.timeout(timeoutMs).emitWithAck('moderate', wish);
  }

  sendSealedRecord(record: SendSealedRecord, timeoutMs: number): Promise<SealedAccepted | Failure> {
    return this.socket.timeout(timeoutMs).emitWithAck('sealed_record', record);
  }

  sendSealedPart(part: SendSealedPart, timeoutMs: number): Promise<SealedAccepted | Failure> {
    return this.socket.timeout(timeoutMs).emitWithAck('sealed_part', part);
  }

  roundTrip(timeoutMs: number): Promise<RoundTrip | Failure> {
    return this.socket.timeout(timeoutMs).emitWithAck('round_trip');
  }

  talking(talking: Talking): void {
    this.socket.emit('talking', talking);
  }
}

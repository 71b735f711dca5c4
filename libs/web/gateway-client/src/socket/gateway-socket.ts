import { InjectionToken } from '@angular/core';
import type {
  AudioCancelled,
  AudioPart,
  AudioPartReceived,
  AudioSent,
  CancelAudio,
  ConnectionRefused,
  ConnectToServer,
  Disconnected,
  Failure,
  Moderate,
  Moderated,
  RoundTrip,
  SendAudio,
  ServerConnected,
  ServerToClient,
  Talking,
} from '@sealwave/contracts';

/** What happens to the connection itself, beneath the events that travel on it. */
export interface SocketLifecycle {
  opened(): void;
  /**
   * The connection ended, or an attempt to open it failed; `reopens` is true when the socket tries
   * again by itself, and `refusal` is what the gateway said against it.
   */
  closed(reopens: boolean, refusal?: ConnectionRefused | null): void;
  /** An attempt to open it again is being made: 1 for the first. */
  reopening(attempt: number): void;
}

/** The events that tell more than the answer to a request did. */
export type GatewayEvents = Pick<
  ServerToClient,
  | 'server_connected'
  | 'server_error'
  | 'server_reconnecting'
  | 'disconnected'
  | 'audio_received'
  | 'audio_progress'
  | 'audio_rejected'
  | 'room_changed'
>;

/**
 * A socket to the gateway; a port, so that tests bring their own. Requests reject when the
 * connection breaks or `timeoutMs` is up before the answer.
 */
export interface GatewaySocket {
  readonly connected: boolean;
  open(): void;
  close(): void;
  observe(lifecycle: SocketLifecycle, events: GatewayEvents): void;
  connectToServer(request: ConnectToServer, timeoutMs: number): Promise<ServerConnected | Failure>;
  disconnectFromServer(timeoutMs: number): Promise<Disconnected | Failure>;
  /** Takes as long as it takes: the caller knows whether there is progress. */
  sendAudio(recording: SendAudio): Promise<AudioSent | Failure>;
  sendPart(part: AudioPart, timeoutMs: number): Promise<AudioPartReceived | Failure>;
  cancelAudio(request: CancelAudio, timeoutMs: number): Promise<AudioCancelled | Failure>;
  moderate(wish: Moderate, timeoutMs: number): Promise<Moderated | Failure>;
  roundTrip(timeoutMs: number): Promise<RoundTrip | Failure>;
  /** Nobody answers this. */
  talking(talking: Talking): void;
}

/** The socket that this page has; the program provides it. */
export const GATEWAY_SOCKET = new InjectionToken<GatewaySocket>('GatewaySocket');

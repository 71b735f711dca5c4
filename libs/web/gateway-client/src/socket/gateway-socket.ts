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
  SealedAccepted,
  SendAudio,
  SendSealedPart,
  SendSealedRecord,
  ServerConnected,
  ServerToClient,
  Talking,
} from '@sealwave/contracts';

/** Callbacks for opening and losing the connection. {@link GatewayEvents} has its events. */
export interface SocketLifecycle {
  opened(): void;
  /**
   * The connection ended, or could not be opened.
   * @param reopens true when the socket tries again by itself.
   * @param refusal why the gateway refused the connection, if it did.
   */
  closed(reopens: boolean, refusal?: ConnectionRefused | null): void;
  /** The socket tries to reopen. The first attempt has number 1. */
  reopening(attempt: number): void;
}

/** The events that come in addition to answers. */
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
  | 'sealed_record'
  | 'sealed_part'
  | 'sealed_sent'
>;

/**
 * A socket to the gateway. Tests provide another implementation. A request rejects when the connection breaks,
 * or after `timeoutMs` without an answer.
 */
export interface GatewaySocket {
  readonly connected: boolean;
  open(): void;
  close(): void;
  observe(lifecycle: SocketLifecycle, events: GatewayEvents): void;
  connectToServer(request: ConnectToServer, timeoutMs: number): Promise<ServerConnected | Failure>;
  disconnectFromServer(timeoutMs: number): Promise<Disconnected | Failure>;
  /** Sends a recording. There is no time limit: the caller watches its progress. */
  sendAudio(recording: SendAudio): Promise<AudioSent | Failure>;
  sendPart(part: AudioPart, timeoutMs: number): Promise<AudioPartReceived | Failure>;
  cancelAudio(request: CancelAudio, timeoutMs: number): Promise<AudioCancelled | Failure>;
  moderate(wish: Moderate, timeoutMs: number): Promise<Moderated | Failure>;
  sendSealedRecord(record: SendSealedRecord, timeoutMs: number): Promise<SealedAccepted | Failure>;
  sendSealedPart(part: SendSealedPart, timeoutMs: number): Promise<SealedAccepted | Failure>;
  roundTrip(timeoutMs: number): Promise<RoundTrip | Failure>;
  /** Not acknowledged. */
  talking(talking: Talking): void;
}

/** This page's socket; the app provides it. */
export const GATEWAY_SOCKET = new InjectionToken<GatewaySocket>('GatewaySocket');

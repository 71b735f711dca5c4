import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import {
  type AudioReceived,
  type AudioSent,
  type Disconnected,
  type Failure,
  isFailure,
  type Moderate,
  type RoomPresence,
  type ServerConnected,
} from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { type Observable, Subject } from 'rxjs';
import { backoffMs } from './backoff';
import { Delivery } from './delivery';
import { GatewayError } from './gateway-error';
import { GATEWAY_SOCKET } from './gateway-socket';
import type { LinkState } from './link-state';
import type { OutgoingRecording, SendOptions } from './outgoing-recording';
import { bytesOf, type ReceivedMessage } from './received-message';
import { newRecordingId } from './recording-id';
import { CONTROL_TIMEOUT_MS } from './timeouts';
import { sameVisit, type Visit } from './visit';

const RETRYING: LinkState = { kind: 'reconnecting', leg: 'gateway', attempt: 1, delayMs: null };

/** Refusals that asking again does not change. */
const FINAL: readonly ErrorCode[] = [
  ErrorCode.NotAllowed,
  ErrorCode.InvalidRequest,
  ErrorCode.IdentityChanged,
  ErrorCode.JoinDenied,
  ErrorCode.RoomFull,
  ErrorCode.Removed,
];

/**
 * The page's connection to the gateway and through it to the voice server. It asks for the voice
 * server whenever a socket opens, so that a gateway that was restarted is used again by itself.
 */
@Injectable({ providedIn: 'root' })
export class GatewayClient {
  private readonly socket = inject(GATEWAY_SOCKET);
  private readonly _state = signal<LinkState>({ kind: 'connecting', leg: 'gateway' });
  private readonly _messages = new Subject<ReceivedMessage>();
  private readonly _rejectedCount = signal(0);
  private readonly _roundTripMs = signal<number | null>(null);
  private readonly _gatewayUp = signal(false);
  private readonly _server = signal<ServerConnected | null>(null);
  private readonly _room = signal<RoomPresence | null>(null);
  private readonly _nextTryAtMs = signal<number | null>(null);
  private readonly deliveries = new Set<Delivery>();
  /** Of earlier connections to the gateway, which counts each by itself. */
  private rejectedBefore = 0;
  private serverWanted = true;
  private visit: Visit = {};
  /** The gateway is leaving one place, before it is asked for another. */
  private moving = false;
  /** Counts what the gateway was asked for, so that a late answer is known as one. */
  private asked = 0;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  /** How far the way to the voice server is up. */
  readonly state = this._state.asReadonly();

  /** Whether this page is connected to the gateway, whatever is behind that. */
  readonly gatewayUp = this._gatewayUp.asReadonly();

  /** The voice server that this page was connected to last, connected now or not. */
  readonly server = this._server.asReadonly();

  /** The room that this page is in, and who else is; null while it is in none, or nobody says. */
  readonly room = this._room.asReadonly();

  /** When the next attempt is made, on the clock of `performance.now()`; null where nobody knows. */
  readonly nextTryAtMs = this._nextTryAtMs.asReadonly();

  /** Messages that failed their checks at the gateway since the page was opened. */
  readonly rejectedCount = this._rejectedCount.asReadonly();

  /** Milliseconds to the gateway and back as last measured; null without a connection, or a measurement. */
  readonly roundTripMs = this._roundTripMs.asReadonly();

  /** Recordings from others, each of which passed the gateway's checks. */
  readonly messages: Observable<ReceivedMessage> = this._messages.asObservable();

  constructor() {
    this.socket.observe(
      {
        opened: () => this.socketOpened(),
        closed: (reopens) => this.socketClosed(reopens),
        reopening: (attempt) =>
          this.moveTo({ kind: 'reconnecting', leg: 'gateway', attempt, delayMs: null }),
      },
      {
        server_connected: (server) => this.serverReached(server),
        server_error: (failure) => this.serverGivenUp(failure),
        server_reconnecting: (next) =>
          this.moveTo({ kind: 'reconnecting', leg: 'voice-server', ...next }),
        disconnected: (end) => this.serverGone(end),
        audio_received: (message) => this.deliver(message),
        audio_progress: ({ id, done }) => this.deliveryOf(id)?.coded(done),
        audio_rejected: ({ count }) => this._rejectedCount.set(this.rejectedBefore + count),
        room_changed: (room) => this.roomChanged(room),
      },
    );
    inject(DestroyRef).onDestroy(() => this.close());
  }

  /**
   * Connects to the gateway and the voice server, and stays connected until {@link leave}: to where
   * `visit` says, after leaving where it was, or to where it was last.
   */
  join(visit: Visit = this.visit): void {
    const moves = this.serverWanted && !sameVisit(visit, this.visit);
    const state = this.state();
    const isAsking = state.kind === 'connecting' && state.leg === 'voice-server';
    const isThere = isAsking || state.kind === 'connected' || state.kind === 'reconnecting';
    this.visit = visit;
    this.serverWanted = true;
    if (isThere && !moves && this.socket.connected) return;
    if (!this.socket.connected) {
      this.moveTo({ kind: 'connecting', leg: 'gateway' });
      this.socket.open();
    } else if (moves) void this.moveOver();
    else this.askForServer();
  }

  /** Leaves the voice server; nothing is received until {@link join}. */
  async leave(): Promise<void> {
    this.serverWanted = false;
    this.moveTo({ kind: 'disconnected', reason: 'requested' });
    if (!this.socket.connected) return;
    try {
      await this.socket.disconnectFromServer(CONTROL_TIMEOUT_MS);
    } catch {
      // Without an answer the socket itself is closed, which ends the link to the voice server.
      this.socket.close();
    }
  }

  /** Says to the others in the room that this person begins or ends to speak; a hint, and no more. */
  talk(on: boolean): void {
    if (this.state().kind === 'connected') this.socket.talking({ on });
  }

  /** Does something to somebody else in the room. @throws GatewayError when that is refused, or not answered. */
  async moderate(wish: Moderate): Promise<void> {
    if (!this.socket.connected) throw GatewayError.offline();
    const answer = await this.socket.moderate(wish, CONTROL_TIMEOUT_MS).catch((cause: unknown) => {
      throw GatewayError.unanswered(cause);
    });
    if (isFailure(answer)) throw GatewayError.refused(answer);
  }

  /**
   * Sends a recording to everybody else and returns what became of it; long ones in parts. When that
   * fails it may be repeated with the same id, and arrives once.
   * @throws GatewayError when there is no connection, the gateway refuses, no answer comes, or `signal`
   * was aborted early enough for the recording not to be sent: its code is then `cancelled`.
   */
  async send(recording: OutgoingRecording, options: SendOptions = {}): Promise<AudioSent> {
    if (!this.socket.connected) throw GatewayError.offline();
    const { id = newRecordingId() } = recording;
    const delivery = new Delivery(this.socket, { ...recording, id }, options);
    this.deliveries.add(delivery);
    try {
      return await delivery.run();
    } finally {
      this.deliveries.delete(delivery);
    }
  }

  /**
   * Measures {@link roundTripMs} anew.
   * @throws GatewayError when there is no connection, or no answer comes.
   */
  async measureRoundTrip(): Promise<number> {
    if (!this.socket.connected) throw GatewayError.offline();
    const startedMs = performance.now();
    await this.socket.roundTrip(CONTROL_TIMEOUT_MS).catch((cause: unknown) => {
      throw GatewayError.unanswered(cause);
    });
    const roundTripMs = performance.now() - startedMs;
    this._roundTripMs.set(roundTripMs);
    return roundTripMs;
  }

  private socketOpened(): void {
    this._gatewayUp.set(true);
    this.rejectedBefore = this.rejectedCount();
    this.askForServer();
  }

  private deliveryOf(id: string): Delivery | undefined {
    return [...this.deliveries].find((delivery) => delivery.id === id);
  }

  /** The gateway connects to one place at a time, so the one is left before the other is asked for. */
  private async moveOver(): Promise<void> {
    this.asked++;
    this.moveTo({ kind: 'connecting', leg: 'voice-server' });
    if (this.moving) return;
    this.moving = true;
    try {
      await this.socket.disconnectFromServer(CONTROL_TIMEOUT_MS);
    } catch {
      // Whatever the gateway did not answer is over with the socket, which is opened again.
      if (this.socket.connected) this.socket.close();
      return;
    } finally {
      this.moving = false;
    }
    this.askForServer();
  }

  private askForServer(): void {
    if (!this.serverWanted || this.moving) return;
    const question = ++this.asked;
    this.moveTo({ kind: 'connecting', leg: 'voice-server' });
    this.socket.connectToServer(this.visit, CONTROL_TIMEOUT_MS).then(
      (answer) => {
        if (question !== this.asked) return;
        if (isFailure(answer)) this.serverRefused(answer);
        else this.serverReached(answer);
      },
      () => {
        // A socket that closed meanwhile has already said so, and asks again when it is back.
        if (question === this.asked && this.socket.connected)
          this.retryAfter('the gateway did not answer');
      },
    );
  }

  private serverReached({ room, ...server }: ServerConnected): void {
    // While the gateway is still leaving a place, what it says is of that place.
    if (this.moving || !this.serverWanted) return;
    this.moveTo({ kind: 'connected', ...server });
    this._room.set(room ?? null);
  }

  private roomChanged(room: RoomPresence): void {
    if (this.state().kind === 'connected') this._room.set(room);
  }

  private serverRefused({ code, message }: Failure): void {
    // The answer to asking twice; what the first asking led to is told by its own event.
    if (code === ErrorCode.AlreadyConnected) return;
    if (FINAL.includes(code)) this.moveTo({ kind: 'failed', message, retryMs: null, code });
    else this.retryAfter(message);
  }

  /** A failure to connect is the answer to a request as well; what ends a connection for good is not. */
  private serverGivenUp(failure: Failure): void {
    if (this.moving || !this.serverWanted) return;
    if (FINAL.includes(failure.code)) this.serverRefused(failure);
  }

  private retryAfter(message: string): void {
    const retryMs = backoffMs(++this.failures, Math.random());
    this.moveTo({ kind: 'failed', message, retryMs });
    this.retry = setTimeout(() => this.askForServer(), retryMs);
  }

  private serverGone({ reason }: Disconnected): void {
    // What was asked for is known, and may be over: the next place may have been asked for since.
    if (reason === 'requested' && this.serverWanted) return;
    this.moveTo({ kind: 'disconnected', reason });
  }

  private socketClosed(reopens: boolean): void {
    this._gatewayUp.set(false);
    this._roundTripMs.set(null);
    if (!this.serverWanted) return;
    const before = this.state();
    const retrying = before.kind === 'reconnecting' && before.leg === 'gateway';
    // An attempt that failed keeps its number until the next one is made.
    this.moveTo(retrying ? before : RETRYING);
    // A gateway that ended the connection on purpose leaves the reopening to the page.
    if (!reopens) this.retry = setTimeout(() => this.socket.open(), backoffMs(1, Math.random()));
  }

  private deliver({ audio, ...message }: AudioReceived): void {
    this._messages.next({ ...message, audio: bytesOf(audio) });
  }

  /** Every change of state makes an attempt that was planned for the old one obsolete. */
  private moveTo(state: LinkState): void {
    clearTimeout(this.retry);
    if (state.kind === 'connected') {
      const { host, port } = state;
      this._server.set({ host, port });
      this.failures = 0;
    } else this._room.set(null);
    const waitMs = waitingTimeOf(state);
    this._nextTryAtMs.set(waitMs === null ? null : performance.now() + waitMs);
    this._state.set(state);
  }

  private close(): void {
    clearTimeout(this.retry);
    this.socket.close();
    this._messages.complete();
  }
}

/** Milliseconds until the next attempt, as far as the state knows them. */
function waitingTimeOf(state: LinkState): number | null {
  if (state.kind === 'reconnecting') return state.delayMs;
  return state.kind === 'failed' ? state.retryMs : null;
}

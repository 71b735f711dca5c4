import { signal } from '@angular/core';
import {
  type ConnectionRefused,
  type Disconnected,
  type Failure,
  isFailure,
  type RoomPresence,
  type ServerConnected,
} from '@sealwave/contracts';
import { ErrorCode, reportDefect, runInBackground } from '@sealwave/kernel';
import { backoffMs, LONGEST_REFUSED_MS } from './backoff';
import type { GatewayEvents, GatewaySocket, SocketLifecycle } from '../socket/gateway-socket';
import { type ConnectionState, type Leg, REOPENING, waitingTimeOf } from './connection-state';
import { CROWDED, FINAL, REMOVED_CODES, TERMINAL_CODES } from './refusal-codes';
import { CONTROL_TIMEOUT_MS } from '../socket/timeouts';
import { type Place, placeOf, sameDestination, sameRoom, type Destination } from './visit';

const UNANSWERED: Failure = {
  code: ErrorCode.Timeout,
  message: 'the gateway did not answer',
};

/**
 * The connection through the gateway to a place at the voice server. It requests the place whenever a socket
 * opens. So it recovers from a restart of the gateway by itself.
 */
export class ServerPath {
  private readonly _state = signal<ConnectionState>({ kind: 'connecting', leg: 'gateway' });
  private readonly _server = signal<ServerConnected | null>(null);
  private readonly _room = signal<RoomPresence | null>(null);
  private readonly _numbering = signal(0);
  private readonly _place = signal<Place | null>(placeOf({}));
  private readonly _nextTryAtMs = signal<number | null>(null);
  private shouldBeConnected = false;
  /** The destination; null when there is none. */
  private visit: Destination | null = {};
  /** True between leaving one place and asking for the next. */
  private switching = false;
  /** Number of the latest request. It shows that an answer is late and belongs to an earlier request. */
  private requestId = 0;
  private failures = 0;
  /** Why the gateway is about to end the connection. */
  private cutOff: Failure | null = null;
  private _origin = placeOf({});
  private retry: ReturnType<typeof setTimeout> | undefined;

  readonly state = this._state.asReadonly();
  readonly server = this._server.asReadonly();
  readonly room = this._room.asReadonly();
  readonly place = this._place.asReadonly();
  readonly numbering = this._numbering.asReadonly();

  /** The place of the latest answer. Messages come from there, even if the page is already going elsewhere. */
  get origin(): Place {
    return this._origin;
  }

  readonly nextTryAtMs = this._nextTryAtMs.asReadonly();

  /** Reacts to events of the socket. */
  readonly lifecycle: SocketLifecycle = {
    opened: () => this.askForServer(),
    closed: (reopens, refusal) => this.socketClosed(reopens, refusal ?? null),
    reopening: (attempt) =>
      this.moveTo({ kind: 'reconnecting', leg: 'gateway', attempt, delayMs: null }),
  };

  readonly events: Pick<
    GatewayEvents,
    'server_connected' | 'server_error' | 'server_reconnecting' | 'disconnected' | 'room_changed'
  > = {
    server_connected: (server) => this.serverReached(server),
    server_error: (failure) => this.serverFailed(failure),
    server_reconnecting: (next) =>
      this.moveTo({ kind: 'reconnecting', leg: 'voice-server', ...next }),
    disconnected: (end) => this.serverDisconnected(end),
    room_changed: (room) => this.roomChanged(room),
  };

  /** @param onState called after each change of the state. The room is already that of the new state. */
  constructor(
    private readonly socket: GatewaySocket,
    private readonly onState: () => void = () => undefined,
  ) {}

  /**
   * Connects to `visit`. Leaves the current place first, unless only the name differs. Does nothing without a
   * destination.
   */
  join(visit: Destination | null = this.visit): void {
    if (visit === null) return;
    const moves = this.shouldBeConnected && !(this.visit && sameDestination(visit, this.visit));
    const state = this.state();
    const renames =
      moves && state.kind === 'connected' && !!this.visit && sameRoom(visit, this.visit);
    const isAsking = state.kind === 'connecting' && state.leg === 'voice-server';
    const isThere = isAsking || state.kind === 'connected' || state.kind === 'reconnecting';
    this.leadTo(visit);
    this.shouldBeConnected = true;
    if (isThere && !moves && this.socket.connected) return;
    if (!this.socket.connected) {
      this.moveTo({ kind: 'connecting', leg: 'gateway' });
      this.socket.open();
    } else if (renames) this.rename();
    else if (moves) runInBackground(() => this.switchServerRoom(), reportDefect);
    else this.askForServer();
  }

  /** Sets where {@link join} leads. A page that is connected or connecting moves there at once. */
  setDestination(visit: Destination): void {
    if (this.shouldBeConnected) this.join(visit);
    else this.leadTo(visit);
  }

  /** Leaves, and forgets the destination. */
  async disconnectAndForget(): Promise<void> {
    this.leadTo(null);
    await this.leave();
  }

  /** Leaves the voice server. Nothing is received until {@link join}. */
  async leave(): Promise<void> {
    this.shouldBeConnected = false;
    this.requestId++;
    this.moveTo({ kind: 'disconnected', reason: 'requested' });
    if (!this.socket.connected) return;
    try {
      await this.socket.disconnectFromServer(CONTROL_TIMEOUT_MS);
    } catch {
      // The gateway may not answer. Closing the socket then ends the connection to the voice server too.
      this.socket.close();
    }
  }

  /** Cancels the planned attempt. */
  close(): void {
    clearTimeout(this.retry);
  }

  private leadTo(visit: Destination | null): void {
    this.visit = visit;
    this._place.set(visit && placeOf(visit));
  }

  /** Asks for another name in the current room. Sending and receiving continue. */
  private rename(): void {
    const { visit } = this;
    if (!visit) return;
    clearTimeout(this.retry);
    const question = ++this.requestId;
    const isCurrent = (): boolean => question === this.requestId && this.socket.connected;
    const leaveAndJoin = (): void => {
      if (isCurrent()) runInBackground(() => this.switchServerRoom(), reportDefect);
    };
    this.socket.connectToServer(visit, CONTROL_TIMEOUT_MS).then((answer) => {
      this.cutOff = null;
      if (!isFailure(answer) || !isCurrent()) return;
      if (answer.code !== ErrorCode.RateLimited) return leaveAndJoin();
      if (this.state().kind !== 'connected') return;
      const waitMs = backoffMs(++this.failures, Math.random(), LONGEST_REFUSED_MS);
      this.retry = setTimeout(() => this.rename(), waitMs);
    }, leaveAndJoin);
  }

  /** Leaves the current place before asking for the next. The gateway holds one place at a time. */
  private async switchServerRoom(): Promise<void> {
    this.requestId++;
    this.moveTo({ kind: 'connecting', leg: 'voice-server' });
    if (this.switching) return;
    this.switching = true;
    try {
      await this.socket.disconnectFromServer(CONTROL_TIMEOUT_MS);
    } catch {
      // The gateway did not answer. Close the socket: it reopens and asks for the new place.
      if (this.socket.connected) this.socket.close();
      return;
    } finally {
      this.switching = false;
    }
    this.askForServer();
  }

  private askForServer(): void {
    if (!this.shouldBeConnected || !this.visit || this.switching) return;
    const question = ++this.requestId;
    this.moveTo({ kind: 'connecting', leg: 'voice-server' });
    this.socket.connectToServer(this.visit, CONTROL_TIMEOUT_MS).then(
      (answer) => {
        // A refusal of this request does not end the socket.
        this.cutOff = null;
        if (question !== this.requestId) return;
        if (isFailure(answer)) this.serverRefused(answer);
        // An event before this answer reported the same. Later events may have changed the state.
        else if (this.state().kind !== 'connected') this.serverReached(answer);
      },
      () => {
        // A socket that closed meanwhile has reported that. It asks again when it is back.
        if (question === this.requestId && this.socket.connected) this.retryServer(UNANSWERED);
      },
    );
  }

  private serverReached({ room, ...server }: ServerConnected): void {
    // While the gateway leaves a place, its events are about that place.
    if (this.switching || !this.shouldBeConnected) return;
    if (this.visit) this._origin = placeOf(this.visit);
    this.cutOff = null;
    // The answer to a change of name is about the same connection.
    if (this.state().kind !== 'connected') this._numbering.update((count) => count + 1);
    this._room.set(room ?? null);
    this.moveTo({ kind: 'connected', ...server });
  }

  private roomChanged(room: RoomPresence): void {
    if (this.state().kind === 'connected') this._room.set(room);
  }

  private serverRefused({ code, message }: Failure): void {
    // This answers a repeated request. The event of the first request reports its outcome.
    if (code === ErrorCode.AlreadyConnected) return;
    if (REMOVED_CODES.includes(code)) this.shouldBeConnected = false;
    if (FINAL.includes(code)) this.giveUp('voice-server', { code, message });
    else this.retryServer({ code, message });
  }

  /** Handles the event of a failed request. The request also gets its own answer. */
  private serverFailed(failure: Failure): void {
    if (this.switching || !this.shouldBeConnected) return;
    if (TERMINAL_CODES.includes(failure.code)) this.serverRefused(failure);
    else if (failure.code === ErrorCode.RateLimited) this.cutOff = failure;
  }

  private giveUp(leg: Leg, failure: Failure): void {
    this.moveTo({ kind: 'failed', leg, ...failure, retryMs: null });
  }

  private retryServer(failure: Failure): void {
    this.retryLater('voice-server', failure, () => this.askForServer());
  }

  private retryGateway(failure: Failure & { readonly cutOff?: true }): void {
    this.retryLater('gateway', failure, () => this.socket.open());
  }

  private retryLater(leg: Leg, failure: Failure, attempt: () => void): void {
    const longestMs = CROWDED.includes(failure.code) ? LONGEST_REFUSED_MS : undefined;
    const retryMs = backoffMs(++this.failures, Math.random(), longestMs);
    this.moveTo({ kind: 'failed', leg, ...failure, retryMs });
    this.retry = setTimeout(attempt, retryMs);
  }

  private serverDisconnected({ reason }: Disconnected): void {
    // The page requested this itself. It may have asked for the next place since.
    if (reason === 'requested' && this.shouldBeConnected) return;
    this.moveTo({ kind: 'disconnected', reason });
  }

  private socketClosed(reopens: boolean, refusal: ConnectionRefused | null): void {
    const { cutOff } = this;
    this.cutOff = null;
    if (!this.shouldBeConnected) return;
    if (refusal !== null) return this.gatewayRefused(refusal);
    if (!reopens && cutOff !== null) return this.retryGateway({ ...cutOff, cutOff: true });
    const before = this.state();
    const retrying = before.kind === 'reconnecting' && before.leg === 'gateway';
    // A failed attempt keeps its number until the next one.
    this.moveTo(retrying ? before : REOPENING);
    // When the gateway closes the connection on purpose, Socket.IO does not reopen it. So the page does.
    if (!reopens) this.retry = setTimeout(() => this.socket.open(), backoffMs(1, Math.random()));
  }

  /** Takes over the retries. Socket.IO would continue at its own pace, whatever the gateway says. */
  private gatewayRefused({ code, message, retry }: ConnectionRefused): void {
    this.socket.close();
    const failure = { code, message };
    if (retry) this.retryGateway(failure);
    else this.giveUp('gateway', failure);
  }

  /** Changes the state. Cancels the attempt that the old state had planned. */
  private moveTo(state: ConnectionState): void {
    clearTimeout(this.retry);
    if (state.kind === 'connected') {
      const { host, port } = state;
      this._server.set({ host, port });
      this.failures = 0;
    } else this._room.set(null);
    const waitMs = waitingTimeOf(state);
    this._nextTryAtMs.set(waitMs === null ? null : performance.now() + waitMs);
    this._state.set(state);
    this.onState();
  }
}

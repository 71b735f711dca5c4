import { DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import {
  type AudioReceived,
  type AudioSent,
  type ConnectionRefused,
  isFailure,
  type Moderate,
} from '@sealwave/contracts';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { type Observable, Subject } from 'rxjs';
import { Delivery } from './messages/delivery';
import { GatewayError } from './gateway-error';
import { ServerPath } from './link/server-path';
import { SealedChannel } from './sealed/sealed-channel';
import { GATEWAY_SOCKET } from './socket/gateway-socket';
import {
  newRecordingId,
  type OutgoingRecording,
  type SendOptions,
} from './messages/outgoing-recording';
import { bytesOf, type ReceivedMessage } from './messages/received-message';
import { CONTROL_TIMEOUT_MS, LIVENESS_TIMEOUT_MS } from './socket/timeouts';
import { type Destination, withoutSealedName } from './link/visit';
import { whenWoken } from './link/waking';

/** The page's connection to the gateway, and through it to the voice server. */
@Injectable({ providedIn: 'root' })
export class GatewayClient {
  private readonly socket = inject(GATEWAY_SOCKET);
  private readonly link: ServerPath = new ServerPath(this.socket, () => this.sealed.stateChanged());
  private readonly _messages = new Subject<ReceivedMessage>();
  private readonly _rejectedCount = signal(0);
  private readonly _roundTripMs = signal<number | null>(null);
  private readonly _gatewayUp = signal(false);
  private readonly deliveries = new Set<Delivery>();
  /** Count of earlier connections. The gateway counts from zero on each connection. */
  private rejectedBefore = 0;
  private checking = false;

  /** State of the connection to the voice server. */
  readonly state = this.link.state;

  /** Whether this page is connected to the gateway, with or without the voice server. */
  readonly gatewayUp = this._gatewayUp.asReadonly();

  /** The voice server of the current or the last connection. */
  readonly server = this.link.server;

  /** The room of this page and its members. Null outside a room, or when the gateway reports none. */
  readonly room = this.link.room;

  /** Changes with each connection to a voice server. Members may have other numbers on a new connection. */
  readonly numbering = this.link.numbering;

  /**
   * Where this page is or is going; null while it has no destination. The place does not depend on the display
   * name.
   */
  readonly place = this.link.place;

  /** When the next attempt is made, on the clock of `performance.now()`; null if unknown. */
  readonly nextTryAtMs = this.link.nextTryAtMs;

  /** Messages that failed their checks at the gateway since the page was opened. */
  readonly rejectedCount = this._rejectedCount.asReadonly();

  /** Latest round trip to the gateway, in milliseconds; null without a connection or a measurement. */
  readonly roundTripMs = this._roundTripMs.asReadonly();

  /** What people in a sealed room send each other. */
  readonly sealed = new SealedChannel(this.socket, this.link);

  /** Recordings from others that passed the gateway's checks. */
  readonly messages: Observable<ReceivedMessage> = this._messages.asObservable();

  constructor() {
    const { lifecycle, events } = this.link;
    this.socket.observe(
      {
        opened: () => this.socketOpened(),
        closed: (reopens, refusal) => this.socketClosed(reopens, refusal),
        reopening: lifecycle.reopening,
      },
      {
        ...events,
        ...this.sealed.socketEvents,
        room_changed: (room) => {
          events.room_changed(room);
          this.sealed.roomChanged(room);
        },
        server_error: (failure) => {
          this.sealed.serverFailed(failure);
          events.server_error(failure);
        },
        audio_received: (message) => this.deliver(message),
        audio_progress: ({ id, done }) => this.deliveryOf(id)?.coded(done),
        audio_rejected: ({ count }) => this._rejectedCount.set(this.rejectedBefore + count),
      },
    );
    const destroyed = inject(DestroyRef);
    const view = inject(DOCUMENT).defaultView;
    if (view)
      destroyed.onDestroy(whenWoken(view, () => runInBackground(() => this.check(), reportDefect)));
    destroyed.onDestroy(() => this.close());
  }

  /**
   * Connects to the gateway and the voice server. Reconnects until {@link leave}.
   * @param visit where to go, after leaving the current place; the last destination unless given.
   */
  join(visit?: Destination): void {
    this.link.join(visit && withoutSealedName(visit));
  }

  /** Sets where {@link join} leads. A page that is connected or connecting moves there at once. */
  setDestination(visit: Destination): void {
    this.link.setDestination(withoutSealedName(visit));
  }

  /** Leaves the voice server. Nothing is received until {@link join}. */
  async leave(): Promise<void> {
    await this.link.leave();
  }

  /** Leaves the voice server, and forgets the destination: {@link join} needs a new one. */
  async disconnectAndForget(): Promise<void> {
    await this.link.disconnectAndForget();
  }

  /** Tells the other members that this person starts or stops speaking. Receivers treat this as a hint only. */
  talk(on: boolean): void {
    if (this.state().kind === 'connected') this.socket.talking({ on });
  }

  /**
   * Mutes, unmutes, removes or bans a member.
   * @throws GatewayError when the gateway refuses or does not answer.
   */
  async moderate(wish: Moderate): Promise<void> {
    if (!this.socket.connected) throw GatewayError.offline();
    const answer = await this.socket.moderate(wish, CONTROL_TIMEOUT_MS).catch((cause: unknown) => {
      throw GatewayError.unanswered(cause);
    });
    if (isFailure(answer)) throw GatewayError.refused(answer);
  }

  /**
   * Sends a recording to everybody else in the room. A long recording is sent in parts. After a failure it may
   * be sent again with the same id, and still arrives once.
   * @throws GatewayError when there is no connection, the gateway refuses or does not answer.
   * @throws GatewayError with the code `cancelled` when `signal` was aborted before the gateway sent the
   * recording.
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
   * Measures {@link roundTripMs} again.
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
    this.link.lifecycle.opened();
  }

  private socketClosed(reopens: boolean, refusal?: ConnectionRefused | null): void {
    this._gatewayUp.set(false);
    this._roundTripMs.set(null);
    this.link.lifecycle.closed(reopens, refusal);
  }

  /** Closes a connection that no longer answers. The socket then reconnects. */
  private async check(): Promise<void> {
    if (!this.socket.connected || this.checking) return;
    this.checking = true;
    try {
      await this.socket.roundTrip(LIVENESS_TIMEOUT_MS);
    } catch {
      // If the connection broke meanwhile, it has reported that itself.
      if (this.socket.connected) this.socket.close();
    } finally {
      this.checking = false;
    }
  }

  private deliveryOf(id: string): Delivery | undefined {
    return [...this.deliveries].find((delivery) => delivery.id === id);
  }

  private deliver({ audio, ...message }: AudioReceived): void {
    this._messages.next({ ...message, place: this.link.origin, audio: bytesOf(audio) });
  }

  private close(): void {
    this.link.close();
    this.socket.close();
    this.sealed.close();
    this._messages.complete();
  }
}

import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { SecurityState } from '@sealwave/e2ee/keys';
import type { OrderRequest, Person } from '@sealwave/e2ee/session';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { type Observable, Subject } from 'rxjs';
import { DeviceRecords } from './device/device-records';
import type { RoomLink } from './links/room-link';
import { messageOf, type SealedMessage } from './sealed-message';
import { RoomSession, type SessionTrouble } from './session/room-session';
import { type JobOptions, SealedRoomJobError } from './session/session-client';
import { OPEN_SESSION_WORKER } from './session/session-worker';
import type {
  RawRecording,
  ReceivedRecording,
  SentRecording,
  SessionEvent,
} from './worker/session-messages';

/** Most recordings that wait for an answer about their sender; beyond it, the oldest is dropped. */
const MAX_HELD = 50;

/** Before anything is known. Nothing is sent until then. */
const STARTING: SecurityState = { level: 'open', hearing: 0, others: 0, because: [] };

/** Where a page goes when a moderator has changed the link of the room. */
export type MovedRoom = Pick<RoomLink, 'id' | 'fragment'>;

/**
 * This page's part in the sealed room that it is in: who is there, what they say, and how well that is protected. Keys and voice are
 * handled in a worker. It works from the moment it is injected.
 */
@Injectable({ providedIn: 'root' })
export class SealedRooms {
  private readonly gateway = inject(GatewayClient);
  private readonly devices = inject(DeviceRecords);
  private readonly openWorker = inject(OPEN_SESSION_WORKER);
  private readonly _id = signal<string | null>(null);
  private readonly _people = signal<readonly Person[]>([]);
  private readonly _security = signal<SecurityState | null>(null);
  private readonly _trouble = signal<SessionTrouble | null>(null);
  private readonly held = signal<readonly ReceivedRecording[]>([]);
  private readonly _messages = new Subject<SealedMessage>();
  private readonly _moves = new Subject<MovedRoom>();
  private session: RoomSession | null = null;

  /** Id of the sealed room where this page is or is going; null anywhere else. */
  readonly id = this._id.asReadonly();

  /** Everybody else in the room, with the names that they have signed. */
  readonly people = this._people.asReadonly();

  /** What to show of the protection of the room: `open` before it is known; null outside one. */
  readonly security = this._security.asReadonly();

  /** What is wrong with the worker; null when nothing is. */
  readonly trouble = this._trouble.asReadonly();

  /** How many recordings wait for an answer about somebody whose identity changed. */
  readonly heldCount = computed(() => this.held().length);

  /** Whether this browser remembers who it is in its rooms. */
  readonly lasting = this.devices.lasting;

  /** Recordings from others that were opened and passed their checks. */
  readonly messages: Observable<SealedMessage> = this._messages.asObservable();

  /** A moderator has moved the room: enter that one. */
  readonly moves: Observable<MovedRoom> = this._moves.asObservable();

  constructor() {
    this.gateway.sealed.events
      .pipe(takeUntilDestroyed())
      .subscribe((event) => this.session?.receive(event));
    inject(DestroyRef).onDestroy(() => this.leave());
  }

  /** Begins to be somebody in a room, before the page connects to it. @param name empty for none. */
  enter({ id, fragment }: MovedRoom, name: string): void {
    this.leave();
    this._id.set(id);
    this._security.set(STARTING);
    this.session = new RoomSession({ id, fragment }, name === '' ? null : name, {
      channel: this.gateway.sealed,
      devices: this.devices,
      openWorker: this.openWorker,
      onEvent: (event) => this.onEvent(event),
      onTrouble: (trouble) => {
        this._trouble.set(trouble);
        this._people.set([]);
        this._security.set(STARTING);
      },
    });
  }

  /** Leaves the room for good; the keys of this visit are gone with its worker. */
  leave(): void {
    this.session?.end();
    this.session = null;
    this._id.set(null);
    this._people.set([]);
    this._security.set(null);
    this._trouble.set(null);
    this.held.set([]);
  }

  /** Changes how the others are told to call this person. @param name empty for none. */
  rename(name: string): void {
    this.session?.rename(name === '' ? null : name);
  }

  /**
   * Codes, measures, seals and sends a recording.
   * @throws SealedRoomJobError when it did not reach everybody who could hear it. It can be sent again.
   */
  send(recording: RawRecording, options: JobOptions): Promise<SentRecording> {
    return this.running().run({ kind: 'send', recording }, options);
  }

  /**
   * Tells everybody what a moderator has ordered, so that they obey without having to believe the server.
   * @throws SealedRoomJobError when this person is not a moderator, or is not connected.
   */
  async order(order: OrderRequest): Promise<void> {
    await this.running().run({ kind: 'order', order });
  }

  /** The safety code of the room. @throws SealedRoomJobError outside a room. */
  async roomCode(): Promise<string | null> {
    return this.running().run({ kind: 'code', n: null });
  }

  /** The safety code with member `n`; null before they are known. @throws SealedRoomJobError outside a room. */
  async pairCode(n: number): Promise<string | null> {
    return this.running().run({ kind: 'code', n });
  }

  /** The safety codes were compared: member `n` is who they say. @throws SealedRoomJobError outside a room. */
  async verify(n: number): Promise<void> {
    await this.answer(n, 'verify');
  }

  /** What member `n`, who has changed, says may be heard. @throws SealedRoomJobError outside a room. */
  async accept(n: number): Promise<void> {
    await this.answer(n, 'accept');
  }

  private async answer(n: number, kind: 'verify' | 'accept'): Promise<void> {
    const id = this._id();
    const person = await this.running().run({ kind, n });
    if (person === null || id === null) return;
    await this.devices.remember(id, person);
    const isTheirs = ({ identity }: ReceivedRecording): boolean =>
      identity.join() === person.identity.join();
    const released = this.held().filter(isTheirs);
    this.held.update((held) => held.filter((recording) => !isTheirs(recording)));
    for (const recording of released) this.show(recording);
  }

  private running(): RoomSession {
    if (this.session === null) throw SealedRoomJobError.ended();
    return this.session;
  }

  private onEvent(event: SessionEvent): void {
    switch (event.kind) {
      case 'people':
        this._people.set(event.people);
        this._security.set(event.state);
        return;
      case 'received':
        if (!event.recording.unverified) return this.show(event.recording);
        return this.held.update((held) => [...held, event.recording].slice(-MAX_HELD));
      case 'moved':
        return this._moves.next(event);
      case 'refused':
      case 'failed':
        // What matters of these is in the state of the people: who cannot hear, and who is failing.
        return;
    }
  }

  private show(recording: ReceivedRecording): void {
    const place = this._id();
    if (place === null) return;
    const sender = this.people().find(({ n }) => n === recording.from);
    const acquaintance = sender?.acquaintance ?? null;
    this._messages.next(messageOf(recording, { place, acquaintance }));
  }
}

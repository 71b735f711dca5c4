import { computed, DestroyRef, inject, Injectable, Injector, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { SecurityState } from '@sealwave/e2ee/keys';
import type { OrderRequest, Person } from '@sealwave/e2ee/session';
import { type Bytes, runInBackground } from '@sealwave/kernel';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { type Observable, Subject } from 'rxjs';
import type { RoomLink } from './links/room-link';
import type { DeviceRecords } from './device/device-records';
import { messageOf, type SealedMessage } from './sealed-message';
import type { RoomSession, SessionTrouble } from './session/room-session';
import { SealedRoomJobError } from './session/sealed-room-job-error';
import type { JobOptions } from './session/session-client';
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
  private readonly injector = inject(Injector);
  private readonly openWorker = inject(OPEN_SESSION_WORKER);
  private readonly _id = signal<string | null>(null);
  private readonly _people = signal<readonly Person[]>([]);
  private readonly _security = signal<SecurityState | null>(null);
  private readonly _trouble = signal<SessionTrouble | null>(null);
  private readonly devices = signal<DeviceRecords | null>(null);
  private readonly held = signal<readonly ReceivedRecording[]>([]);
  private readonly _messages = new Subject<SealedMessage>();
  private readonly _moves = new Subject<MovedRoom>();
  /** What runs the worker, which is loaded when somebody enters a room. */
  private session: Promise<RoomSession> | null = null;

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
  readonly lasting = computed(() => this.devices()?.lasting() ?? true);

  /** Recordings from others that were opened and passed their checks. */
  readonly messages: Observable<SealedMessage> = this._messages.asObservable();

  /** A moderator has moved the room: enter that one. */
  readonly moves: Observable<MovedRoom> = this._moves.asObservable();

  constructor() {
    this.gateway.sealed.events
      .pipe(takeUntilDestroyed())
      .subscribe((event) => this.within((session) => session.receive(event)));
    inject(DestroyRef).onDestroy(() => this.leave());
  }

  /** Begins to be somebody in a room, before the page connects to it. @param name empty for none. */
  enter({ id, fragment }: MovedRoom, name: string): void {
    this.leave();
    this._id.set(id);
    this._security.set(STARTING);
    this.session = this.begin({ id, fragment }, name === '' ? null : name);
    // Says so at once when its code does not come.
    this.within(() => undefined);
  }

  /** Leaves the room for good; the keys of this visit are gone with its worker. */
  leave(): void {
    this.within((session) => session.end());
    this.session = null;
    this._id.set(null);
    this._people.set([]);
    this._security.set(null);
    this._trouble.set(null);
    this.held.set([]);
  }

  /** Changes how the others are told to call this person. @param name empty for none. */
  rename(name: string): void {
    this.within((session) => session.rename(name === '' ? null : name));
  }

  /**
   * Codes, measures, seals and sends a recording.
   * @throws SealedRoomJobError when it did not reach everybody who could hear it. It can be sent again.
   */
  async send(recording: RawRecording, options: JobOptions): Promise<SentRecording> {
    return (await this.running()).run({ kind: 'send', recording }, options);
  }

  /**
   * Tells everybody what a moderator has ordered, so that they obey without having to believe the server.
   * @throws SealedRoomJobError when this person is not a moderator, or is not connected.
   */
  async order(order: OrderRequest): Promise<void> {
    await (await this.running()).run({ kind: 'order', order });
  }

  /** The safety code of the room. @throws SealedRoomJobError outside a room. */
  async roomCode(): Promise<string | null> {
    return (await this.running()).run({ kind: 'code', identity: null });
  }

  /** The safety code with a person; null unless they are here. @throws SealedRoomJobError outside a room. */
  async pairCode(identity: Bytes): Promise<string | null> {
    return (await this.running()).run({ kind: 'code', identity });
  }

  /** Marks the person with whom the code was compared as verified. @throws SealedRoomJobError outside a room. */
  async verify(identity: Bytes): Promise<void> {
    await this.answer(identity, 'verify');
  }

  /** Lets a person be heard whose identity has changed. @throws SealedRoomJobError outside a room. */
  async accept(identity: Bytes): Promise<void> {
    await this.answer(identity, 'accept');
  }

  private async answer(who: Bytes, kind: 'verify' | 'accept'): Promise<void> {
    const id = this._id();
    const session = await this.running();
    const person = await session.run({ kind, identity: who });
    if (person === null || id === null) return;
    await session.remember(person);
    const isTheirs = ({ identity }: ReceivedRecording): boolean =>
      identity.join() === person.identity.join();
    const released = this.held().filter(isTheirs);
    this.held.update((held) => held.filter((recording) => !isTheirs(recording)));
    for (const recording of released) this.show(recording);
  }

  private async running(): Promise<RoomSession> {
    if (this.session === null) throw SealedRoomJobError.ended();
    return this.session;
  }

  /** Does something in the session, after everything that was asked for before. */
  private within(step: (session: RoomSession) => void): void {
    const { session } = this;
    if (session === null) return;
    runInBackground(
      () => session.then(step),
      () => this._trouble.set('not-loaded'),
    );
  }

  private async begin(place: MovedRoom, name: string | null): Promise<RoomSession> {
    const [{ RoomSession }, { DeviceRecords }] = await Promise.all([
      import('./session/room-session'),
      import('./device/device-records'),
    ]);
    const devices = this.injector.get(DeviceRecords);
    this.devices.set(devices);
    return new RoomSession(place, name, {
      channel: this.gateway.sealed,
      devices,
      openWorker: this.openWorker,
      onEvent: (event) => this.onEvent(event, place.id),
      onTrouble: (trouble) => {
        if (this._id() !== place.id) return;
        this._trouble.set(trouble);
        this._people.set([]);
        this._security.set(STARTING);
      },
    });
  }

  private onEvent(event: SessionEvent, place: string): void {
    if (this._id() !== place) return;
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

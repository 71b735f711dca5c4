import { once } from 'node:events';
import { encodeQualityReport } from '@sealwave/audio';
import type {
  RememberedPerson,
  SealedRoomLink,
  SecurityState,
  SigningKey,
} from '@sealwave/e2ee/keys';
import {
  openSealedRoomSession,
  type Person,
  type SealedRoomSession,
  type SentTransmission,
} from '@sealwave/e2ee/session';
import { MAX_FRAMES, VOICE_FRAME_BYTES } from '@sealwave/e2ee/transmissions';
import { type Bytes, runInBackground, systemClock, toHex } from '@sealwave/kernel';
import type { VoiceMessage } from '@sealwave/message';
import type { SealedNotice } from '@sealwave/node/voice-client';
import type { Roster } from '@sealwave/room';
import type { RoomNotice } from '@sealwave/room/record';
import type { PeopleFile } from '../rooms/memory/people-file';
import { type Hearing, hearingOf } from './audience';
import { type RoomChannel, transportOver } from './room-channel';
import type { RoomReporter } from './room-reporter';

const TICK_MS = 1000;
const FRAME_MS = 20;
/** People who are remembered after one stay. */
const MAX_MET = 500;

/** Options of {@link SealedRoom}. */
export interface SealedRoomOptions {
  readonly link: SealedRoomLink;
  /** Of this device in this room. */
  readonly identity: SigningKey;
  /** Name that the others are told, sealed; null without one. */
  readonly name: string | null;
  /** The people whom this device has met there. */
  readonly people: PeopleFile;
  readonly channel: RoomChannel;
  /** Is told what happens. */
  readonly reporter: RoomReporter;
}

/** What became of a recording that was sent. */
export interface SealedDelivery extends Hearing {
  /** Id of the transmission: 32 hexadecimal digits. */
  readonly id: string;
}

/** This client in a sealed room: a session, with a clock, a connection and a memory of people. */
export class SealedRoom {
  /** Longest recording in seconds. */
  static readonly maxSeconds = (MAX_FRAMES * FRAME_MS) / 1000;

  private readonly ticking = setInterval(() => this.session.tick(), TICK_MS).unref();

  /** Our own number. */
  private you: number | null = null;
  /** Numbers of those who could not hear us after a whole wait. */
  private readonly overdue = new Set<number>();
  /** Whom to remember, by their identity. */
  private readonly met = new Map<string, RememberedPerson>();

  private constructor(
    private readonly session: SealedRoomSession,
    private readonly options: SealedRoomOptions,
  ) {
    options.reporter.changes.addEventListener('people', () => {
      for (const person of session.people().flatMap(newPerson)) {
        if (this.met.size < MAX_MET) this.met.set(toHex(person.identity), person);
      }
    });
  }

  /** Derives the keys of the room. @throws PrivateJsonError when the memory of people cannot be read. */
  static async open(options: SealedRoomOptions): Promise<SealedRoom> {
    const { link, identity, name, people, channel, reporter } = options;
    const session = await openSealedRoomSession({
      ...{ link, identity, name, observer: reporter },
      remembered: people.read(),
      transport: transportOver(channel),
      clock: { now: () => systemClock.now(), wallMs: () => Date.now() },
    });
    return new SealedRoom(session, options);
  }

  /** The client has joined, for the first time or again. @param exporter of the connection. */
  enter({ you, members }: Roster, exporter: Uint8Array | null): void {
    if (you === null) return;
    this.you = you;
    this.overdue.clear();
    this.session.enter({
      you,
      members: members.filter(({ n }) => n !== you),
      exporter: exporter && Uint8Array.from(exporter),
    });
  }

  /** The connection was lost. */
  lost(): void {
    this.session.lost();
  }

  /** The server reports on the roster. */
  notice(notice: RoomNotice): void {
    // The server also reports on ourselves, as when we have become a moderator.
    if ('n' in notice && notice.n === this.you) return;
    if (notice.t === 'here' || notice.t === 'gone' || notice.t === 'muted') {
      this.session.notice(notice);
    }
  }

  /** A record has come from another member. */
  record(record: SealedNotice): void {
    this.session.record(record);
  }

  /** A part of a transmission has come from member `n`. */
  part(n: number, part: Uint8Array): void {
    this.session.part(n, Uint8Array.from(part));
  }

  /** Everybody else in the room. */
  get others(): readonly Person[] {
    return this.session.people();
  }

  /** What protects the room now. */
  get security(): SecurityState {
    return this.session.securityState();
  }

  /** The safety code of the room. */
  roomCode(): Promise<string> {
    return this.session.roomCode();
  }

  /** The safety code of us and a person; null unless they are here. */
  pairCode(identity: Bytes): Promise<string | null> {
    return this.session.pairCode(identity);
  }

  /** Stores that the codes of us and a person are the same. @throws PrivateJsonError when that cannot be stored. */
  verify(identity: Bytes): void {
    const person = this.session.verify(identity);
    if (person) this.options.people.remember(person);
  }

  /**
   * Waits until everybody is known and can hear us, or the time is over. It waits for each person once.
   * @param signal ends the waiting early.
   */
  async ready(waitMs: number, signal: AbortSignal): Promise<void> {
    const over = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
    while (!over.aborted && this.awaited.length > 0) {
      await once(this.options.reporter.changes, 'people', { signal: over }).catch(() => undefined);
    }
    // The next recording does not wait for them again.
    for (const { n } of this.awaited) this.overdue.add(n);
  }

  /**
   * Sends a recording to everybody who can hear us.
   * @param signal cancels it; the others are told.
   * @param onProgress hears the share that the system has accepted, 0 to 1.
   * @throws SealedRoomError for a listener, and above 10 minutes.
   * @throws SessionError when the connection was lost, or members leave again and again.
   */
  async send(
    { coder, frames, report }: VoiceMessage,
    signal: AbortSignal,
    onProgress: (share: number) => void,
  ): Promise<SealedDelivery> {
    const cut = framesOf(frames);
    const sent = await this.session.sendRecorded({
      ...{ coder, signal, frames: cut },
      startedMs: Date.now(),
      report: encodeQualityReport(report),
      onProgress: (count) => onProgress(count / cut.length),
    });
    return this.deliveryOf(sent);
  }

  /** Ends the session, and remembers the people who were there. */
  close(): void {
    clearInterval(this.ticking);
    runInBackground(
      () => {
        this.options.people.meet([...this.met.values()]);
        return undefined;
      },
      (reason) => this.options.reporter.failed(reason),
    );
    this.session.lost();
  }

  /** Who is not known, or cannot hear us, and has come since the last wait. */
  private get awaited(): readonly Person[] {
    const isHeard = this.options.link.role !== 'listener';
    return this.others.filter(({ n, identity, canHearUs }) => {
      return !this.overdue.has(n) && (identity === null || (isHeard && !canHearUs));
    });
  }

  private deliveryOf({ transmissionId, audience }: SentTransmission): SealedDelivery {
    return { id: toHex(transmissionId), ...hearingOf(audience, this.others) };
  }
}

function framesOf(coded: Uint8Array): Bytes[] {
  const count = Math.ceil(coded.length / VOICE_FRAME_BYTES);
  const at = (i: number) => coded.slice(i * VOICE_FRAME_BYTES, (i + 1) * VOICE_FRAME_BYTES);
  return Array.from({ length: count }, (_, i) => Uint8Array.from(at(i)));
}

/** Nobody who has no name, or takes that of somebody verified, is remembered. */
function newPerson({ name, identity, acquaintance }: Person): RememberedPerson[] {
  const isMet = name !== null && identity !== null && acquaintance === 'new';
  return isMet ? [{ name, identity, verified: false }] : [];
}

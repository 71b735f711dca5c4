import { randomBytes, timingSafeEqual } from 'node:crypto';
import { ErrorCode } from '@sealwave/kernel';
import {
  type ControlRecord,
  isJoinProof,
  MAX_ROOM_MEMBERS,
  type Moderation,
  type Participant,
} from '@sealwave/node/session';
import { MutedPlaces } from './muted-places';
import { MemberError } from '../session/member-error';
import type { VoiceSession } from '../session/voice-session';

/** What somebody in a room, or on the way into it, may do there. */
export type Role = 'member' | 'moderator';

/** What a room opens to, 32 bytes each; `moderation`, where there is one, opens it as to a moderator. */
export interface RoomKeys {
  readonly access: Uint8Array;
  readonly moderation?: Uint8Array;
}

/** Some people who hear each other, and nobody else. Lives in memory alone. */
export class Room {
  private readonly members = new Map<VoiceSession, Participant>();
  private readonly banned = new Set<string>();
  private readonly mutedPlaces = new MutedPlaces();
  private lastNumber = 0;

  /** @param keys null for the lobby, which is open and has no moderators. */
  constructor(
    readonly id: string,
    private readonly keys: RoomKeys | null,
  ) {}

  get size(): number {
    return this.members.size;
  }

  get isFull(): boolean {
    return this.keys !== null && this.members.size >= MAX_ROOM_MEMBERS;
  }

  /** Everybody who is in it, as a roster; of the open lobby no more than a roster holds. */
  get participants(): readonly Participant[] {
    return [...this.members.values()].slice(0, MAX_ROOM_MEMBERS);
  }

  /** Everybody but `session`. */
  othersOf(session: VoiceSession): VoiceSession[] {
    return [...this.members.keys()].filter((member) => member !== session);
  }

  /** The number of a member; 0 for who is none. */
  numberOf(session: VoiceSession): number {
    return this.members.get(session)?.n ?? 0;
  }

  /** Whether the others are to hear what `session` sends. */
  hears(session: VoiceSession): boolean {
    return this.members.get(session)?.muted !== true;
  }

  /** As what may come in who knows what this proof needs; null for who may not. */
  roleFor(proof: Uint8Array | undefined, exporter: Uint8Array, person: string): Role | null {
    if (this.keys === null) return 'member';
    const { access, moderation = NO_KEY } = this.keys;
    // Both are looked at always, so that the time tells nothing.
    const opens = [access, moderation].map(
      (key) => proof !== undefined && isJoinProof(proof, key, exporter),
    );
    if (opens[1]) return 'moderator';
    return opens[0] && !this.banned.has(person) ? 'member' : null;
  }

  /** As what may come in who makes this room a second time. */
  roleOfMaker({ access, moderation }: RoomKeys, person: string): Role | null {
    if (this.keys === null || !timingSafeEqual(this.keys.access, access)) return null;
    if (moderation && this.keys.moderation) {
      if (timingSafeEqual(this.keys.moderation, moderation)) return 'moderator';
    }
    return this.banned.has(person) ? null : 'member';
  }

  /** Takes `session` in, tells it who is here, and the others that it has come. */
  enter(session: VoiceSession): void {
    const moderator = session.role === 'moderator';
    const muted = !moderator && this.mutedPlaces.take(session.person);
    const participant = {
      ...{ n: ++this.lastNumber, name: session.name },
      ...(muted && { muted }),
      ...(moderator && { moderator }),
    };
    this.members.set(session, participant);
    session.admit(participant.n, this.participants);
    this.announce(session, { t: 'here', ...participant });
  }

  /** Lets `session` go, and tells the others. */
  leave(session: VoiceSession): void {
    const member = this.members.get(session);
    if (!member) return;
    this.members.delete(session);
    if (member.muted) this.mutedPlaces.keep(session.person);
    this.announce(session, { t: 'gone', n: member.n });
  }

  /** Tells the others that `session` begins or ends to speak. */
  talk(session: VoiceSession, on: boolean): void {
    if (!this.hears(session)) return;
    this.announce(session, { t: 'talking', on, n: this.numberOf(session) });
  }

  /**
   * Does what a moderator wants done to member `n`; nothing where there is no such member.
   * @throws MemberError where `by` is no moderator, or the member is one.
   */
  moderate(by: VoiceSession, act: Moderation, n: number): void {
    const target = [...this.members.keys()].find((member) => this.numberOf(member) === n);
    if (by.role !== 'moderator' || target?.role === 'moderator') throw notAllowed();
    if (!target) return;
    if (act === 'mute' || act === 'unmute') return this.mute(target, act === 'mute');
    if (act === 'ban') this.banned.add(target.person);
    target.remove();
  }

  private mute(target: VoiceSession, on: boolean): void {
    const { n, name } = this.members.get(target) ?? { n: 0, name: null };
    this.members.set(target, { n, name, ...(on && { muted: on }) });
    for (const member of this.members.keys()) member.tell({ t: 'muted', n, on });
  }

  /** In a lobby with more people than a roster holds, telling each of each would cost more than it is worth. */
  private announce(about: VoiceSession, record: ControlRecord): void {
    if (this.members.size > MAX_ROOM_MEMBERS) return;
    for (const other of this.othersOf(about)) other.tell(record);
  }
}

/** What is compared where there is no key, so that its absence takes no other time than a wrong proof. */
const NO_KEY = randomBytes(32);

/** A room that nobody can enter, to be asked in place of one that there is not. */
export const NO_ROOM = new Room('', { access: NO_KEY });

function notAllowed(): MemberError {
  return new MemberError(
    ErrorCode.NotAllowed,
    'only a moderator may do that, and not to another one',
  );
}

import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  type ControlRecord,
  isJoinProof,
  MAX_ROOM_MEMBERS,
  type Participant,
} from '@sealwave/node/session';
import type { VoiceSession } from '../session/voice-session';

/** What is compared where there is no room, so that its absence takes no other time than a wrong proof. */
const NO_ACCESS = randomBytes(32);

/** Some people who hear each other, and nobody else. Lives in memory alone. */
export class Room {
  private readonly members = new Map<VoiceSession, Participant>();
  private lastNumber = 0;

  /** @param access what whoever wants in must know, 32 bytes; null for the lobby, which is open. */
  constructor(
    readonly id: string,
    private readonly access: Uint8Array | null,
  ) {}

  get size(): number {
    return this.members.size;
  }

  get isFull(): boolean {
    return this.access !== null && this.members.size >= MAX_ROOM_MEMBERS;
  }

  /** Everybody who is in it, as a roster; of the open lobby no more than a roster holds. */
  get participants(): readonly Participant[] {
    return [...this.members.values()].slice(0, MAX_ROOM_MEMBERS);
  }

  /** Whether `session` is in it. */
  has(session: VoiceSession): boolean {
    return this.members.has(session);
  }

  /** Everybody but `session`. */
  othersOf(session: VoiceSession): VoiceSession[] {
    return [...this.members.keys()].filter((member) => member !== session);
  }

  /** The number of a member; 0 for who is none. */
  numberOf(session: VoiceSession): number {
    return this.members.get(session)?.n ?? 0;
  }

  /** Whether who knows what this proof needs may come in. */
  admits(proof: Uint8Array | undefined, exporter: Uint8Array): boolean {
    if (this.access === null) return true;
    return proof !== undefined && isJoinProof(proof, this.access, exporter);
  }

  /** Whether this is what the room opens to. */
  opensTo(access: Uint8Array): boolean {
    return this.access !== null && timingSafeEqual(this.access, access);
  }

  /** Takes `session` in, tells it who is here, and the others that it has come. */
  enter(session: VoiceSession): void {
    const participant = { n: ++this.lastNumber, name: session.name };
    this.members.set(session, participant);
    session.admit(participant.n, this.participants);
    this.announce(session, { t: 'here', ...participant });
  }

  /** Lets `session` go, and tells the others. */
  leave(session: VoiceSession): void {
    const n = this.numberOf(session);
    if (!this.members.delete(session)) return;
    this.announce(session, { t: 'gone', n });
  }

  /** Tells the others that `session` begins or ends to speak. */
  talk(session: VoiceSession, on: boolean): void {
    this.announce(session, { t: 'talking', on, n: this.numberOf(session) });
  }

  /** In a lobby with more people than a roster holds, telling each of each would cost more than it is worth. */
  private announce(about: VoiceSession, record: ControlRecord): void {
    if (this.members.size > MAX_ROOM_MEMBERS) return;
    for (const other of this.othersOf(about)) other.tell(record);
  }
}

/** A room that nobody can enter, to be asked in place of one that there is not. */
export const NO_ROOM = new Room('', NO_ACCESS);

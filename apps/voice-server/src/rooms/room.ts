import { ErrorCode } from '@sealwave/kernel';
import { MAX_ROOM_MEMBERS, type Moderation, type Participant } from '@sealwave/node/session';
import { MemberError } from '../session/member-error';
import { MutedPeople } from './muted-people';
import type { Occupant } from './occupant';
import { AT_ONCE, type Change, type NewsPace, RoomNews } from './room-news';
import { type Role, RoomAccess, type RoomKeys } from './room-access';

/** Some people who hear each other, and nobody else. Lives in memory alone. */
export class Room {
  private readonly members = new Map<Occupant, Participant>();
  private readonly mutedPeople = new MutedPeople();
  private readonly talking = new WeakSet<Occupant>();
  private readonly news: RoomNews;
  private lastNumber = 0;
  /** Who may come in. */
  readonly access: RoomAccess;

  /**
   * @param keys null for the lobby, which is open and has no moderators.
   * @param emptied is told when the last one has left.
   */
  constructor(
    readonly id: string,
    keys: RoomKeys | null,
    pace: NewsPace = AT_ONCE,
    private readonly emptied: () => void = () => undefined,
  ) {
    this.access = new RoomAccess(id, keys);
    this.news = new RoomNews(() => this.members, pace, this);
  }

  get size(): number {
    return this.members.size;
  }

  /** Whether there is a place for somebody else; the last one is kept for a moderator, where there is none. */
  hasPlaceFor(role: Role): boolean {
    if (this.access.isOpen) return true;
    const sessions = [...this.members.keys()];
    const isKept =
      role !== 'moderator' &&
      this.access.isModerated &&
      !sessions.some((member) => member.role === 'moderator');
    return this.members.size < MAX_ROOM_MEMBERS - (isKept ? 1 : 0);
  }

  /** Everybody who is in it, as a roster; of the open lobby no more than a roster holds. */
  get participants(): readonly Participant[] {
    return [...this.members.values()].slice(0, MAX_ROOM_MEMBERS);
  }

  /** Everybody but `session`. */
  othersOf(session: Occupant): Occupant[] {
    return [...this.members.keys()].filter((member) => member !== session);
  }

  /** Resolves when the others know that `session` is there; nothing where they do. */
  known(session: Occupant): Promise<void> | undefined {
    return this.news.known(this.numberOf(session));
  }

  /** The number of a member; 0 for a session that is not a member. */
  numberOf(session: Occupant): number {
    return this.members.get(session)?.n ?? 0;
  }

  /** Whether `session` is a member. */
  has(session: Occupant): boolean {
    return this.members.has(session);
  }

  /** Whether the others are to hear what `session` sends. */
  hears(session: Occupant): boolean {
    return session.role !== 'listener' && this.members.get(session)?.muted !== true;
  }

  /** Takes `session` in, tells it who is here, and the others that it has come. */
  enter(session: Occupant): void {
    const moderator = session.role === 'moderator';
    const muted = this.isMuted(session);
    const participant = {
      ...{ n: ++this.lastNumber, name: session.name },
      ...(muted && { muted }),
      ...(moderator && { moderator }),
      ...(session.role === 'listener' && { listener: true }),
    };
    this.members.set(session, participant);
    session.admit(participant.n, this.participants);
    this.announce(participant.n, { came: participant });
  }

  /** Lets `session` go, and tells the others. */
  leave(session: Occupant): void {
    const member = this.members.get(session);
    if (!member) return;
    this.members.delete(session);
    this.announce(member.n, { hasGone: true });
    if (this.members.size === 0) this.emptied();
  }

  /** Tells the others that `session` begins or ends to speak. */
  talk(session: Occupant, on: boolean): void {
    if (!this.hears(session) || this.talking.has(session) === on) return;
    if (on) this.talking.add(session);
    else this.talking.delete(session);
    this.announce(this.numberOf(session), { talks: on });
    session.charge(this.members.size, 0);
  }

  /**
   * Does what a moderator wants done to member `n`; nothing where there is no such member.
   * @throws MemberError where `by` is no moderator, or the member is one.
   */
  moderate(by: Occupant, act: Moderation, n: number): void {
    const target = [...this.members.keys()].find((member) => this.numberOf(member) === n);
    if (by.role !== 'moderator' || target?.role === 'moderator') throw notAllowed();
    if (!target) return;
    if (act === 'mute' || act === 'unmute') return this.mute(target, act === 'mute');
    if (act === 'kick') return target.remove();
    const { person, token } = target;
    this.access.ban(person, token);
    for (const member of this.members.keys()) {
      const isMeant = member.person === person || (token !== null && member.token === token);
      if (isMeant && member.role !== 'moderator') member.remove();
    }
  }

  /** A second connection of a muted person is muted as well, and the next one. */
  private mute(target: Occupant, on: boolean): void {
    if (on) this.mutedPeople.add(target);
    else this.mutedPeople.delete(target);
    for (const [member, { muted = false, ...rest }] of this.members) {
      const isMuted = this.isMuted(member);
      // The target is told again, because the moderator waits for that.
      if (muted === isMuted && member !== target) continue;
      this.members.set(member, { ...rest, ...(isMuted && { muted: true }) });
      // Nobody hears of its end while it is muted.
      this.talking.delete(member);
      this.announce(rest.n, { muted: isMuted });
    }
  }

  /** Moderators excepted, as from a ban. */
  private isMuted(session: Occupant): boolean {
    return session.role !== 'moderator' && this.mutedPeople.has(session);
  }

  /** In a lobby with more people than a roster holds, telling each of each would cost more than it is worth. */
  private announce(n: number, change: Omit<Change, 'knownFrom'>): void {
    const isForNobody = change.came !== undefined && this.members.size === 1;
    if (isForNobody || this.members.size > MAX_ROOM_MEMBERS) return;
    this.news.add(n, { ...change, knownFrom: this.lastNumber });
  }
}

function notAllowed(): MemberError {
  return new MemberError(
    ErrorCode.NotAllowed,
    'only a moderator may do that, and not to another one',
  );
}

import { ErrorCode } from '@sealwave/kernel';
import { CAPABILITY_NAMES } from '@sealwave/message';
import { MAX_ROOM_MEMBERS, type Member, type Moderation, type Role } from '@sealwave/room';
import { MemberError } from '../session/member-error';
import { MutedPeople } from './muted-people';
import type { Occupant, RoomRequest } from './occupant';
import { type Entrant, RoomMember } from './room-member';
import { AT_ONCE, type Change, type NewsPace, RoomNews } from './room-news';
import { RoomAccess, type RoomKeys } from './room-access';

/** Some people who hear each other, and nobody else. Lives in memory alone. */
export class Room {
  private readonly members = new Map<Occupant, RoomMember>();
  /** Also of those who have left: what they said may still be on its way to the others. */
  private readonly everybody = new WeakMap<Occupant, RoomMember>();
  private readonly mutedPeople = new MutedPeople();
  private readonly talking = new WeakSet<Occupant>();
  private readonly news: RoomNews;
  private lastNumber = 0;
  /** Who may come in. */
  readonly access: RoomAccess;

  /**
   * @param keys null for the lobby, which is open and has no moderators.
   * @param onEmpty is told when the last one has left.
   */
  constructor(
    readonly id: string,
    keys: RoomKeys | null,
    pace: NewsPace = AT_ONCE,
    private readonly onEmpty: () => void = () => undefined,
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
    const members = [...this.members.values()];
    const isKept =
      role !== 'moderator' &&
      this.access.isModerated &&
      !members.some((member) => member.role === 'moderator');
    return this.members.size < MAX_ROOM_MEMBERS - (isKept ? 1 : 0);
  }

  /** Everybody who is in it, as a roster; of the open lobby no more than a roster holds. */
  get participants(): readonly Member[] {
    return [...this.members.values()].slice(0, MAX_ROOM_MEMBERS).map(({ listed }) => listed);
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
  isAudible(session: Occupant): boolean {
    return this.everybody.get(session)?.isAudible === true;
  }

  /** Takes `session` in, tells it who is here, and the others that it has come. @param entrant its person. */
  enter(session: Occupant, entrant: Entrant): void {
    const member = new RoomMember(++this.lastNumber, entrant);
    member.mute(this.isMuted(member));
    this.members.set(session, member);
    this.everybody.set(session, member);
    const { n: you, role } = member;
    session.sendControl({
      ...{ t: 'joined', caps: CAPABILITY_NAMES, you, members: this.participants },
      moderator: role === 'moderator',
    });
    this.announce(member.n, { came: member.listed });
  }

  /** Lets `session` go, and tells the others. */
  leave(session: Occupant): void {
    const member = this.members.get(session);
    if (!member) return;
    this.members.delete(session);
    this.announce(member.n, { hasGone: true });
    if (this.members.size === 0) this.onEmpty();
  }

  /** Removes `session`, and tells it why; its connection ends. */
  remove(session: Occupant, reason: MemberError): void {
    session.remove(reason);
    this.leave(session);
  }

  /** Does what a member asks for, or tells it that it may not ask for that. */
  applyRequest(session: Occupant, request: RoomRequest): void {
    if (!this.has(session)) return;
    if (request.t === 'talking') return this.talk(session, request.on);
    try {
      this.moderate(session, request.act, request.n);
    } catch (error) {
      if (!(error instanceof MemberError)) throw error;
      session.sendControl({ t: 'error', code: error.code });
    }
  }

  /** Tells the others that `session` begins or ends to speak. */
  talk(session: Occupant, on: boolean): void {
    if (!this.isAudible(session) || this.talking.has(session) === on) return;
    if (on) this.talking.add(session);
    else this.talking.delete(session);
    this.announce(this.numberOf(session), { talks: on });
    session.charge(this.members.size, 0);
  }

  /**
   * Does what a moderator wants done to member `n`; nothing where there is no such member.
   * @throws MemberError where `by` is no moderator, or the member is one.
   */
  moderate(session: Occupant, act: Moderation, n: number): void {
    const by = this.members.get(session);
    const found = [...this.members].find(([, member]) => member.n === n);
    const target = found?.[1];
    if (by?.role !== 'moderator' || target?.role === 'moderator') throw notAllowed();
    if (!found || !target) return;
    if (act === 'mute' || act === 'unmute') return this.mute(target, act === 'mute');
    const removed = new MemberError(ErrorCode.Removed, 'removed by a moderator');
    if (act === 'kick') return this.remove(found[0], removed);
    this.access.ban(target.person, target.token);
    for (const [occupant, member] of this.members) {
      if (member.isKnownAs(target) && member.role !== 'moderator') this.remove(occupant, removed);
    }
  }

  /** A second connection of a muted person is muted as well, and the next one. */
  private mute(target: RoomMember, on: boolean): void {
    if (on) this.mutedPeople.add(target);
    else this.mutedPeople.delete(target);
    for (const [occupant, member] of this.members) {
      const isMuted = this.isMuted(member);
      // The target is told again, because the moderator waits for that.
      if (member.muted === isMuted && member !== target) continue;
      member.mute(isMuted);
      // Nobody hears of its end while it is muted.
      this.talking.delete(occupant);
      this.announce(member.n, { muted: isMuted });
    }
  }

  /** Moderators excepted, as from a ban. */
  private isMuted(member: RoomMember): boolean {
    return member.role !== 'moderator' && this.mutedPeople.has(member);
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

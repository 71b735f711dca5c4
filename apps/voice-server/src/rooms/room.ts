import { ErrorCode } from '@sealwave/kernel';
import { SERVER_CAPABILITY_NAMES } from '@sealwave/message';
import { MAX_ROOM_MEMBERS, type Member, type Moderation, type Role } from '@sealwave/room';
import { MemberError } from '../session/member-error';
import type { SessionEvent } from '../session/session-event';
import { MutedPeople } from './muted-people';
import type { Occupant, RoomRequest } from './occupant';
import { type Entrant, RoomMember } from './room-member';
import { AT_ONCE, type Change, type NewsPace, RoomNews } from './room-news';
import { RoomAccess, type RoomKeys } from './room-access';
import { SealedRoom } from './sealed-room';

/** A group of clients that hear each other and nobody else. It exists in memory only. */
export class Room {
  private readonly members = new Map<Occupant, RoomMember>();
  /** Includes clients that have left. Their messages may still be on their way. */
  private readonly everybody = new WeakMap<Occupant, RoomMember>();
  private readonly mutedPeople = new MutedPeople();
  private readonly talking = new WeakSet<Occupant>();
  private readonly news: RoomNews;
  private lastNumber = 0;
  /** Decides who may enter. */
  readonly access: RoomAccess;
  /** The sealed part of the room. Null for a room whose members the server can hear. */
  readonly sealed: SealedRoom | null;

  /**
   * @param keys null for the lobby, which is open and has no moderators.
   * @param onEmpty called when the last member has left.
   */
  constructor(
    readonly id: string,
    keys: RoomKeys | null,
    pace: NewsPace = AT_ONCE,
    private readonly onEmpty: () => void = () => undefined,
  ) {
    this.access = new RoomAccess(id, keys);
    this.sealed = keys?.moderator ? new SealedRoom(id, keys.moderator) : null;
    this.news = new RoomNews(() => this.members, pace, this);
  }

  get size(): number {
    return this.members.size;
  }

  /** Whether another member fits. The last place is kept for a moderator while the room has none. */
  hasPlaceFor(role: Role): boolean {
    if (this.access.isOpen) return true;
    const members = [...this.members.values()];
    const isKept =
      role !== 'moderator' &&
      this.access.isModerated &&
      !members.some((member) => member.role === 'moderator');
    return this.members.size < MAX_ROOM_MEMBERS - (isKept ? 1 : 0);
  }

  /** The members as a roster. In the lobby, no more than a roster holds. */
  get participants(): readonly Member[] {
    return [...this.members.values()].slice(0, MAX_ROOM_MEMBERS).map(({ listed }) => listed);
  }

  /** All members except `session`. */
  othersOf(session: Occupant): Occupant[] {
    return [...this.members.keys()].filter((member) => member !== session);
  }

  /** Resolves when the others know that `session` is in the room. Undefined if they know already. */
  known(session: Occupant): Promise<void> | undefined {
    return this.news.known(this.numberOf(session));
  }

  /** The number of a member; 0 for a session that is not a member. */
  numberOf(session: Occupant): number {
    return this.members.get(session)?.n ?? 0;
  }

  /** The member with a number. Undefined when nobody in the room has it. */
  memberNumbered(n: number): Occupant | undefined {
    return this.find(n)?.[0];
  }

  /** Whether `session` is a member that may moderate. */
  isModerator(session: Occupant): boolean {
    return this.members.get(session)?.role === 'moderator';
  }

  /**
   * Checks that members may send something of this kind here.
   * @throws MemberError with `e2ee_required` for sound in a sealed room, and with `protocol_error` for sealed
   * things in any other room.
   */
  assertCarries(kind: SessionEvent['kind']): void {
    if (kind === 'audio' && this.sealed) throw MemberError.unsealed();
    if ((kind === 'part' || kind === 'sealed') && !this.sealed) {
      throw new MemberError(ErrorCode.ProtocolError, 'the room is not a sealed one');
    }
  }

  has(session: Occupant): boolean {
    return this.members.has(session);
  }

  /** Whether the others hear `session`. */
  isAudible(session: Occupant): boolean {
    return this.everybody.get(session)?.isAudible === true;
  }

  /**
   * Adds `session`, tells it the members and their announces, and tells the others.
   * @param entrant its person and role.
   */
  enter(session: Occupant, entrant: Entrant): void {
    const member = new RoomMember(++this.lastNumber, entrant);
    member.mute(this.isMuted(member));
    this.members.set(session, member);
    this.everybody.set(session, member);
    const { n: you, role } = member;
    session.sendControl({
      ...{ t: 'joined', caps: SERVER_CAPABILITY_NAMES, you, members: this.participants },
      moderator: role === 'moderator',
    });
    for (const { n, data } of this.sealed?.announced ?? []) {
      session.sendControl({ t: 'announce', n, data });
    }
    this.announce(member.n, { came: member.listed });
  }

  /** Removes `session`, and tells the others. */
  leave(session: Occupant): void {
    const member = this.members.get(session);
    if (!member) return;
    this.members.delete(session);
    this.sealed?.forgetMember(member.n);
    this.announce(member.n, { hasGone: true });
    if (this.members.size === 0) this.onEmpty();
  }

  /** Removes `session`, and tells it why; its connection ends. */
  remove(session: Occupant, reason: MemberError): void {
    session.remove(reason);
    this.leave(session);
  }

  /** Does what a member asks for, or tells the member that it may not. */
  applyRequest(session: Occupant, request: RoomRequest): void {
    if (!this.has(session)) return;
    if (request.t === 'talking') return this.talk(session, request.on);
    if (request.t === 'name') return this.rename(session, request.name);
    try {
      this.moderate(session, request.act, request.n);
    } catch (error) {
      if (!(error instanceof MemberError)) throw error;
      session.sendControl({ t: 'error', code: error.code });
    }
  }

  /** Tells the others that `session` starts or stops speaking. */
  talk(session: Occupant, on: boolean): void {
    if (!this.isAudible(session) || this.talking.has(session) === on) return;
    if (on) this.talking.add(session);
    else this.talking.delete(session);
    this.announce(this.numberOf(session), { talks: on });
    session.charge(this.members.size, 0);
  }

  /** Gives `session` another display name. Tells all members, including `session`. */
  rename(session: Occupant, name: string | null): void {
    const member = this.members.get(session);
    if (!member || member.name === name) return;
    member.rename(name);
    this.announce(member.n, { changed: member.listed });
    session.charge(this.members.size, 0);
  }

  /** Makes `session` a moderator. Tells all members, including `session`. */
  promote(session: Occupant): void {
    const member = this.members.get(session);
    if (!member || member.role === 'moderator') return;
    const { muted } = member;
    member.promote();
    this.announce(member.n, { changed: member.listed, ...(muted && { muted: false }) });
    session.charge(this.members.size, 0);
  }

  /**
   * Carries out a moderator's action on member `n`. Does nothing without such a member.
   * @throws MemberError when `session` is not a moderator, or the member is one.
   */
  moderate(session: Occupant, act: Moderation, n: number): void {
    const by = this.members.get(session);
    const found = this.find(n);
    const target = found?.[1];
    if (by?.role !== 'moderator' || target?.role === 'moderator') throw notAllowed();
    if (!found || !target) return;
    if (act === 'mute' || act === 'unmute') return this.mute(target, act === 'mute');
    const removed = new MemberError(ErrorCode.Removed, 'removed by a moderator');
    if (act === 'kick') return this.remove(found[0], removed);
    this.access.ban(this.mayBan(target) ? target.person : null, target.token);
    for (const [occupant, member] of this.members) {
      if (member.isKnownAs(target) && member.role !== 'moderator') this.remove(occupant, removed);
    }
  }

  /**
   * Whether a ban may apply to a person, not only to a token. A moderator of a sealed room returns as an
   * ordinary member. So a ban of their own address would keep them out.
   */
  private mayBan({ person }: RoomMember): boolean {
    if (!this.sealed) return true;
    const members = [...this.members.values()];
    return !members.some((member) => member.role === 'moderator' && member.person === person);
  }

  private find(n: number): [Occupant, RoomMember] | undefined {
    return [...this.members].find(([, member]) => member.n === n);
  }

  /** Mutes a person: all of their current and later connections. */
  private mute(target: RoomMember, on: boolean): void {
    if (on) this.mutedPeople.add(target);
    else this.mutedPeople.delete(target);
    for (const [occupant, member] of this.members) {
      const isMuted = this.isMuted(member);
      // Announces the target even without a change, because the moderator waits for it.
      if (member.muted === isMuted && member !== target) continue;
      member.mute(isMuted);
      // The server sends no `talking: false` for a member that it mutes.
      this.talking.delete(occupant);
      this.announce(member.n, { muted: isMuted });
    }
  }

  /** Whether a member is muted. Moderators are exempt, as from a ban. */
  private isMuted(member: RoomMember): boolean {
    return member.role !== 'moderator' && this.mutedPeople.has(member);
  }

  /**
   * Announces a change, unless the lobby has more members than a roster holds. Telling everybody about
   * everybody would cost too much there.
   */
  private announce(n: number, change: Omit<Change, 'knownFrom'>): void {
    const isForNobody = change.came !== undefined && this.members.size === 1;
    if (isForNobody || this.members.size > MAX_ROOM_MEMBERS) return;
    this.news.add(n, { ...change, knownFrom: this.lastNumber });
  }
}

function notAllowed(): MemberError {
  return new MemberError(
    ErrorCode.NotAllowed,
    'only moderators may do this, and not to other moderators',
  );
}

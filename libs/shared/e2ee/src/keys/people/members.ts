import { type Bytes, equalConstantTime } from '@sealwave/kernel';
import { MAX_ROOM_MEMBERS } from '@sealwave/room';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import type { Announcement } from './announce';

/** The members of a room by their number from the server, each with its newest announce. */
export class Members {
  private readonly byNumber = new Map<number, Announcement>();

  /**
   * Records a member's first announce, or an announce with a new member key.
   * @throws SealedRoomError `attribution_mismatch` where the number belongs to another identity, or the member
   * key to another number,
   * `replayed_message` for an announce that is older than the current one, `announce_refused` for the 65th
   * member.
   */
  announce(n: number, announcement: Announcement): void {
    const present = this.byNumber.get(n);
    if (present === undefined && this.byNumber.size >= MAX_ROOM_MEMBERS) {
      throw SealedRoomError.announce('a member more than a room has');
    }
    if (present !== undefined) requireSuccessor(n, present, announcement);
    // Else a server could show one member twice, and both would seem to hear us.
    if (this.hasOther(n, announcement)) throw SealedRoomError.attribution({ member: n });
    this.byNumber.set(n, announcement);
  }

  /** Forgets a member that has left or was removed. */
  leave(n: number): void {
    this.byNumber.delete(n);
  }

  /** The announce of this member. Undefined for an unknown member, or before its announce. */
  get(n: number): Announcement | undefined {
    return this.byNumber.get(n);
  }

  /** All members that have announced themselves, by number. */
  entries(): IterableIterator<[number, Announcement]> {
    return this.byNumber.entries();
  }

  /** Public keys of all identities, each once. */
  identities(): Bytes[] {
    const unique = new Map([...this.byNumber.values()].map((each) => [each.identity.join(), each]));
    return [...unique.values()].map(({ identity }) => identity);
  }

  private hasOther(n: number, { memberKey }: Announcement): boolean {
    const all = [...this.byNumber];
    return all.some(([other, each]) => other !== n && equalConstantTime(each.memberKey, memberKey));
  }
}

function requireSuccessor(n: number, present: Announcement, next: Announcement): void {
  if (!equalConstantTime(present.identity, next.identity)) {
    throw SealedRoomError.attribution({ member: n });
  }
  const isSame = equalConstantTime(present.memberKey, next.memberKey);
  if (next.atMs < present.atMs || (next.atMs === present.atMs && !isSame)) {
    throw SealedRoomError.replayed('announce');
  }
}

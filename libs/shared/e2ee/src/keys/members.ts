import { type Bytes, equalConstantTime } from '@sealwave/kernel';
import { MAX_ROOM_MEMBERS } from '@sealwave/room';
import { SealedRoomError } from '../encoding/sealed-room-error';
import type { Announcement } from './announce';

/** Those in a room by the numbers that the server gives them, each as they announced themselves. */
export class Members {
  private readonly byNumber = new Map<number, Announcement>();

  /**
   * Takes in what a member announced of itself, first or again with a new member key.
   * @throws SealedRoomError `attribution_mismatch` where the number is already another person, `replayed_message` for an announce
   * that is older than the present one, `announce_refused` for more members than a room has.
   */
  announce(n: number, announcement: Announcement): void {
    const present = this.byNumber.get(n);
    if (present === undefined && this.byNumber.size >= MAX_ROOM_MEMBERS) {
      throw SealedRoomError.announce('a member more than a room has');
    }
    if (present !== undefined) requireSuccessor(n, present, announcement);
    this.byNumber.set(n, announcement);
  }

  /** Forgets one who has left, or was removed. */
  leave(n: number): void {
    this.byNumber.delete(n);
  }

  /** The member with this number; undefined where there is none, or it has not announced itself. */
  get(n: number): Announcement | undefined {
    return this.byNumber.get(n);
  }

  /** All that have announced themselves, by number. */
  entries(): IterableIterator<[number, Announcement]> {
    return this.byNumber.entries();
  }

  /** Public keys of all identities, each once. */
  identities(): Bytes[] {
    const unique = new Map([...this.byNumber.values()].map((each) => [each.identity.join(), each]));
    return [...unique.values()].map(({ identity }) => identity);
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

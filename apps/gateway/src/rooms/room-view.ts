import type { RoomMember, RoomPresence } from '@sealwave/contracts';
import { isSealedRoomId, type Roster } from '@sealwave/room';

/** What a browser sees of its room. */
export class RoomView {
  /**
   * @param id the room's id.
   * @param presence returns the current roster; null while it is unknown.
   */
  constructor(
    readonly id: string,
    private readonly presence: () => Roster | null,
  ) {}

  /** Whether members seal everything for each other. No server can then read it. */
  get isSealed(): boolean {
    return isSealedRoomId(this.id);
  }

  /** The room and its roster; null while there is no connection. */
  get current(): RoomPresence | null {
    const presence = this.presence();
    if (!presence) return null;
    return { id: this.id, ...presence };
  }

  /** The member with number `n`. It has no name if it has left. Null if the server does not say who sent. */
  memberOf(n: number | null): RoomMember | null {
    if (n === null || n === 0) return null;
    const member = this.presence()?.members.find((each) => each.n === n);
    return { n, name: member?.name ?? null };
  }
}

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

  /** Whether members seal everything for each other, so that no server can read it. */
  get isSealed(): boolean {
    return isSealedRoomId(this.id);
  }

  /** The room and its roster; null while there is no connection. */
  get current(): RoomPresence | null {
    const presence = this.presence();
    if (!presence) return null;
    return { id: this.id, ...presence };
  }

  /** The member with number `n`, without a name if they have left; null if the server does not say. */
  memberOf(n: number | null): RoomMember | null {
    if (n === null || n === 0) return null;
    const member = this.presence()?.members.find((each) => each.n === n);
    return { n, name: member?.name ?? null };
  }
}

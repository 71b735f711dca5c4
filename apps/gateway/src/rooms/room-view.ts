import type { RoomMember, RoomPresence } from '@sealwave/contracts';
import type { Roster } from '@sealwave/room';

/** What a browser is shown of the room that it is in. */
export class RoomView {
  /**
   * @param id of the room.
   * @param presence who is there, now; null while that is not known.
   */
  constructor(
    readonly id: string,
    private readonly presence: () => Roster | null,
  ) {}

  /** All of it, as it is now; null while there is no connection that it could be known by. */
  get current(): RoomPresence | null {
    const presence = this.presence();
    if (!presence) return null;
    return { id: this.id, ...presence };
  }

  /** Who has number `n`; somebody without a name, where they have left. */
  memberOf(n: number | null): RoomMember | null {
    if (n === null || n === 0) return null;
    const member = this.presence()?.members.find((each) => each.n === n);
    return { n, name: member?.name ?? null };
  }
}

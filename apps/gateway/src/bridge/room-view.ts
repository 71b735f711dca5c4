import type { RoomMember, RoomPresence } from '@sealwave/contracts';
import type { Presence, RoomRecord } from '@sealwave/node/tcp';

/** What a browser is shown of the room that it is in. */
export class RoomView {
  /** Numbers of those who are speaking. */
  private readonly talking = new Set<number>();

  /**
   * @param id of the room.
   * @param presence who is there, now; null while that is not known.
   */
  constructor(
    readonly id: string,
    private readonly presence: () => Presence | null,
  ) {}

  /** All of it, as it is now; null while there is no connection that it could be known by. */
  get current(): RoomPresence | null {
    const presence = this.presence();
    if (!presence) return null;
    const { you, members, moderator } = presence;
    return {
      ...{ id: this.id, you, moderator },
      members: members.map(({ n, name, muted = false, moderator = false, listener = false }) => {
        return { n, name, talking: this.talking.has(n), muted, moderator, listener };
      }),
    };
  }

  /** Takes in what the voice server says. */
  follow(record: RoomRecord): void {
    if (record.t === 'sent' || record.n === undefined) return;
    if (record.t === 'talking' && record.on) this.talking.add(record.n);
    else this.talking.delete(record.n);
  }

  /** After a reconnection, nobody is known to be speaking. */
  forget(): void {
    this.talking.clear();
  }

  /** Who has number `n`; somebody without a name, where they have left. */
  memberOf(n: number | null): RoomMember | null {
    if (n === null || n === 0) return null;
    const member = this.presence()?.members.find((each) => each.n === n);
    return { n, name: member?.name ?? null };
  }
}

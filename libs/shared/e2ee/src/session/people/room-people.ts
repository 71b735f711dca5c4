import { MAX_ROOM_MEMBERS } from '@sealwave/room';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import type { Announcement } from '../../keys/people/announce';
import { Members } from '../../keys/people/members';
import type { Peer } from './peer';

/** This client is a member as well. */
const MAX_OTHERS = MAX_ROOM_MEMBERS - 1;

/** The other members on one connection, as the server names them, with their announces. */
export class RoomPeople {
  readonly announced = new Members();
  private readonly peers = new Map<number, Peer>();
  /**
   * Numbers of members that have left. The server never reuses a number (M9.24), because it would be taken for
   * the member that left.
   */
  private readonly departed = new Set<number>();

  /**
   * Adds a member. @throws SealedRoomError `attribution_mismatch` for the number of a member that has left,
   * `busy` when there are too many.
   */
  arrive(peer: Peer): void {
    if (this.departed.has(peer.n)) throw SealedRoomError.attribution({ member: peer.n });
    if (this.peers.size >= MAX_OTHERS) throw SealedRoomError.busy('members');
    this.peers.set(peer.n, peer);
  }

  /** Removes a member that has left. Its announce stays until everything that it sent was handled. */
  depart(peer: Peer): void {
    peer.leave();
    this.peers.delete(peer.n);
    this.departed.add(peer.n);
  }

  /** The member with this number; undefined when nobody in the room has it. */
  get(n: number): Peer | undefined {
    return this.peers.get(n);
  }

  /** Everybody in the room. */
  all(): readonly Peer[] {
    return [...this.peers.values()];
  }

  /** The members that may have our keys, with their announces. */
  trusted(): [number, Announcement][] {
    return [...this.announced.entries()].filter(([n]) => this.peers.get(n)?.isTrusted);
  }
}

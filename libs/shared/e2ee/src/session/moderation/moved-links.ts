import type { HpkeKey } from '@sealwave/crypto/hpke';
import type { Bytes } from '@sealwave/kernel';
import { openMovedLink, sealMovedLink } from '../../keys/links/moved-link';
import { SealedRoomLink } from '../../keys/links/sealed-room-link';
import type { Order } from '../../keys/moderation/order';
import type { Announcement } from '../../keys/people/announce';
import type { ConnectionState } from '../connection-state';
import { SealedRoomError } from '../../encoding/sealed-room-error';

/**
 * How long a listener can use the link of the new room, in milliseconds. The moderators can send another link
 * later.
 */
const LISTENER_LINK_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A link that waits for its order. */
interface WaitingLink {
  readonly record: Bytes;
  readonly own: HpkeKey;
  readonly sender: Announcement;
}

/** The links of new rooms that moderators have sent us. A link is useless before its order arrives. */
export class MovedLinks {
  private readonly waiting = new Map<number, WaitingLink>();

  constructor(private readonly state: ConnectionState) {}

  /** Stores the record of a member until its order arrives. A later record replaces it. */
  add(n: number, waiting: WaitingLink): void {
    this.waiting.set(n, waiting);
  }

  /** Drops the record of a member that has left. */
  forget(n: number): void {
    this.waiting.delete(n);
  }

  /**
   * Opens the link that a member has sent with its order. A moderator stays a moderator.
   * @throws SealedRoomError `order_refused` where none has come; and as `openMovedLink` does.
   */
  async open(n: number, order: Extract<Order, { act: 'moved' }>): Promise<SealedRoomLink> {
    const waiting = this.waiting.get(n);
    if (waiting === undefined) throw SealedRoomError.order('the link of the new room has not come');
    const { keys, identity, link } = this.state.context;
    const { record, own, sender } = waiting;
    const receiver = { identity: identity.publicPoint, memberKey: own.publicPoint };
    const moved = await openMovedLink({ keys, own, sender, receiver }, record, order);
    return link.role === 'moderator' ? withModerationOf(link, moved) : moved;
  }
}

/**
 * Seals the link of the new room for one member. A member that may speak here gets a link to speak, any other a
 * link to listen.
 */
export async function sealLinkFor(
  state: ConnectionState,
  receiver: Announcement,
  moved: SealedRoomLink,
): Promise<Bytes> {
  const { context, memberKeys, self: sender } = state;
  const untilMs = context.clock.wallMs() + LISTENER_LINK_LIFETIME_MS;
  const toListen = receiver.canSpeak ? null : await moved.forListeners(untilMs);
  const parties = { keys: context.keys, own: memberKeys.current, sender, receiver };
  return sealMovedLink(parties, toListen ?? moved.forMembers());
}

/** Adds our moderators' key to the link. The key is the same in both rooms, and no record contains it. */
function withModerationOf(own: SealedRoomLink, moved: SealedRoomLink): Promise<SealedRoomLink> {
  const scalar = new URLSearchParams(own.fragment).get('d') ?? '';
  return SealedRoomLink.parse(moved.id, `${moved.fragment}&d=${scalar}`);
}

import { type Bytes, toHex } from '@sealwave/kernel';
import { type Order, OrderLog } from '../../keys/moderation/order';

/** The orders of moderators that hold in this session. A server can neither lift nor repeat an order. */
export class StandingOrders {
  private readonly log = new OrderLog();
  private readonly muted = new Set<string>();
  private readonly banned = new Set<string>();

  /**
   * Accepts an order. Its signature must be checked already. @throws SealedRoomError `replayed_message` for an
   * old one.
   */
  accept(order: Order): void {
    this.log.accept(order);
    if (order.act === 'mute') this.muted.add(toHex(order.target));
    if (order.act === 'unmute') this.muted.delete(toHex(order.target));
    if (order.act === 'ban') this.banned.add(toHex(order.target));
  }

  /** Forgets who is muted. An order to unmute may have been missed while there was no connection. */
  forgetMutes(): void {
    this.muted.clear();
  }

  /** Dates a new order, later than all others on the same subject. @param nowMs milliseconds since 1970. */
  date<T extends Order>(order: T, nowMs: number): T {
    return { ...order, atMs: this.log.momentFor(order, nowMs) };
  }

  /** Whether a moderator has muted this person. */
  isMuted(identity: Bytes): boolean {
    return this.muted.size > 0 && this.muted.has(toHex(identity));
  }

  /** Whether a moderator has banned this person. */
  isBanned(identity: Bytes): boolean {
    return this.banned.size > 0 && this.banned.has(toHex(identity));
  }
}

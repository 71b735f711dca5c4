import { fromBase64Url } from '@sealwave/kernel';
import type { SealedRoomLink } from '../../keys/links/sealed-room-link';
import type { Order } from '../../keys/moderation/order';
import type { ConnectionState } from '../connection-state';
import { encodeDirectRecord } from '../direct-record';
import type { ReceivedRecords } from '../receiving/received-records';
import type { OrderRequest } from '../sealed-room-session';
import { SessionError } from '../session-error';
import { sealLinkFor } from './moved-links';

/** The orders that this client gives on one connection. Its link must be a moderator's. */
export class OwnOrders {
  constructor(
    private readonly state: ConnectionState,
    private readonly records: ReceivedRecords,
  ) {}

  /** Signs an order, sends it, and obeys it too. @returns false when the identity of the member is unknown. */
  async give(request: OrderRequest): Promise<boolean> {
    const order = this.orderOf(request);
    if (order === null) return false;
    await this.send(order);
    return true;
  }

  /**
   * Sends the link of another room to everybody who may stay. Then sends the order to move there. @returns a
   * moderator's link.
   */
  async changeLink(): Promise<SealedRoomLink> {
    const moved = await this.state.context.link.changed();
    if (moved === null) throw SessionError.notModerator();
    await this.state.run(() => this.sendLinks(moved));
    await this.send({ act: 'moved', atMs: 0, room: fromBase64Url(moved.id) });
    return moved;
  }

  private orderOf(request: OrderRequest): Order | null {
    if (request.act === 'settings') return { ...request, atMs: 0 };
    const target = this.state.people.announced.get(request.n)?.identity;
    return target === undefined ? null : { act: request.act, atMs: 0, target };
  }

  private async sendLinks(moved: SealedRoomLink): Promise<void> {
    const { people, context } = this.state;
    for (const [n, receiver] of people.trusted()) {
      const body = await sealLinkFor(this.state, receiver, moved);
      const data = encodeDirectRecord({ kind: 'movedLink', body });
      this.state.send(() => context.transport.direct(n, data));
    }
  }

  /** Dates, signs and sends an order. @throws SessionError `not_allowed`, `not_connected` */
  private async send(undated: Order): Promise<void> {
    const { moderator, orders, clock, transport } = this.state.context;
    if (moderator === null) throw SessionError.notModerator();
    const { sent } = await this.state.run(async () => {
      const order = orders.date(undated, clock.wallMs());
      const data = await moderator.signOrder(order);
      this.state.requireConnected();
      this.records.obey(order);
      return { sent: transport.order(data) };
    });
    await sent;
  }
}

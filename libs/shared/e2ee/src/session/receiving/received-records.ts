import { type Bytes, equalConstantTime } from '@sealwave/kernel';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import { openOrder, type Order } from '../../keys/moderation/order';
import { type Announcement, openAnnounce } from '../../keys/people/announce';
import type { RecordParties } from '../../keys/sender-keys/addressed-record';
import type { ReceivedSenderKeys } from '../../keys/sender-keys/received-sender-keys';
import { acknowledgeSenderKey, openSenderKey } from '../../keys/sender-keys/sender-key-record';
import type { ConnectionState } from '../connection-state';
import { encodeDirectRecord, parseDirectRecord } from '../direct-record';
import type { MovedLinks } from '../moderation/moved-links';
import type { OwnSenderKey } from '../own/own-sender-key';
import type { Peer } from '../people/peer';
import type { ReceivedRecord } from '../sealed-room-session';

/** What records of others change. */
export interface RecordTargets {
  readonly senderKey: OwnSenderKey;
  readonly received: ReceivedSenderKeys;
  readonly movedLinks: MovedLinks;
}

/** Handles the records that the server relays. Every method throws a `SealedRoomError` for a refused record. */
export class ReceivedRecords {
  constructor(
    private readonly state: ConnectionState,
    private readonly targets: RecordTargets,
  ) {}

  /** Handles a record of this member. */
  receive(peer: Peer, { t, data }: ReceivedRecord): Promise<void> {
    if (t === 'announce') return this.receiveAnnounce(peer, data);
    return t === 'order' ? this.receiveOrder(peer, data) : this.receiveDirect(peer, data);
  }

  /** Carries out an order, of another moderator or of ours. */
  obey(order: Order): void {
    const { people, context } = this.state;
    context.orders.accept(order);
    if (!('target' in order)) return;
    for (const [n, { identity }] of people.announced.entries()) {
      const peer = people.get(n);
      if (peer === undefined || !equalConstantTime(identity, order.target)) continue;
      if (order.act === 'remove' || order.act === 'ban') peer.remove();
      if (order.act !== 'unmute') this.state.inTurnOf(peer, () => peer.inbox.cut());
    }
    this.targets.senderKey.plan();
  }

  private async receiveAnnounce(peer: Peer, data: Bytes): Promise<void> {
    const { people, context, memberKeys } = this.state;
    const announcement = await openAnnounce(context.keys, data);
    // Ours, brought back to us. We would open our own records, and count ourselves as somebody who hears us.
    if (memberKeys.isOwn(announcement.memberKey)) {
      throw SealedRoomError.attribution({ member: peer.n });
    }
    people.announced.announce(peer.n, announcement);
    if (context.orders.isBanned(announcement.identity)) peer.remove();
    this.targets.senderKey.plan();
  }

  private async receiveDirect(peer: Peer, data: Bytes): Promise<void> {
    const { kind, body } = parseDirectRecord(data);
    if (kind === 'senderKey') return this.receiveSenderKey(peer, body);
    if (kind === 'acknowledgement') return this.receiveAcknowledgement(peer, body);
    if (kind === 'header') return this.receiveHeader(peer, body);
    const { own, sender } = await this.partiesOf(peer, body);
    this.targets.movedLinks.add(peer.n, { record: body, own, sender });
  }

  private async receiveSenderKey({ n }: Peer, record: Bytes): Promise<void> {
    const parties = await this.partiesOf({ n }, record);
    const content = await openSenderKey(parties, record);
    this.targets.received.add(n, content);
    const body = await acknowledgeSenderKey(content, parties.receiver.memberKey);
    content.chain.fill(0);
    const { transport } = this.state.context;
    const answer = encodeDirectRecord({ kind: 'acknowledgement', body });
    this.state.send(() => transport.direct(n, answer));
  }

  private async receiveHeader(peer: Peer, header: Bytes): Promise<void> {
    if (this.state.isSilenced(peer)) return;
    await peer.inbox.receiveHeader(header, this.state.context.clock.now());
  }

  private receiveAcknowledgement({ n }: Peer, body: Bytes): Promise<void> {
    if (this.targets.senderKey.acknowledge(n, body)) return Promise.resolve();
    throw SealedRoomError.senderKey('an acknowledgement of a key that this member was not handed');
  }

  private async receiveOrder({ n }: Peer, data: Bytes): Promise<void> {
    const { keys, observer } = this.state.context;
    const order = await openOrder(keys, data);
    // Opened first: an order without its link is not obeyed, and can come again.
    const moved = order.act === 'moved' ? await this.targets.movedLinks.open(n, order) : null;
    this.obey(order);
    observer.ordered(order, n);
    if (moved !== null) observer.moved(moved, n);
  }

  /** Both ends of a record from this member to us. */
  private async partiesOf(
    { n }: Pick<Peer, 'n'>,
    record: Bytes,
  ): Promise<RecordParties & { readonly sender: Announcement }> {
    const { people, context, memberKeys } = this.state;
    const sender = people.announced.get(n);
    if (sender === undefined) {
      throw SealedRoomError.senderKey('a record from a member that has not announced itself');
    }
    const own = await memberKeys.keyFor(record, context.clock.now());
    if (own === null) throw SealedRoomError.senderKey('a record for another member key');
    const receiver = { identity: context.identity.publicPoint, memberKey: own.publicPoint };
    return { keys: context.keys, own, sender, receiver };
  }
}

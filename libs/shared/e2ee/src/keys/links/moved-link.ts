import { type Bytes, equalConstantTime, toBase64Url } from '@sealwave/kernel';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import { openRecord, type RecordParties, sealRecord } from '../sender-keys/addressed-record';
import type { Order } from '../moderation/order';
import type { RoomKeys } from './room-keys';
import { SealedRoomLink } from './sealed-room-link';

/** Seals the link of the new room for one remaining member: `<id>#<fragment>`. */
export function sealMovedLink(parties: RecordParties, link: SealedRoomLink): Promise<Bytes> {
  const text = new TextEncoder().encode(`${link.id}#${link.fragment}`);
  return sealRecord(parties, 'svc-moved-v2', text);
}

/**
 * Opens the link of the new room after a moderator has moved everybody.
 * @param order from `openOrder`.
 * @throws SealedRoomError `sender_key_refused` where the record is not for us; `order_refused` where its link
 * is not that of the order, or has other moderators.
 * @throws RoomLinkError where the sealed text is not a link.
 */
export async function openMovedLink(
  parties: RecordParties & { readonly keys: RoomKeys },
  record: Bytes,
  order: Extract<Order, { act: 'moved' }>,
): Promise<SealedRoomLink> {
  const text = new TextDecoder().decode(await openRecord(parties, 'svc-moved-v2', record));
  const [id, fragment = ''] = text.split('#');
  const link = await SealedRoomLink.parse(id, fragment);
  const { moderator } = await link.keys();
  const isOfSameMaker = equalConstantTime(moderator, parties.keys.moderator);
  if (!isOfSameMaker || link.id !== toBase64Url(order.room)) {
    throw SealedRoomError.order('the link is not that of the room in the order');
  }
  return link;
}

import { BackgroundWork } from './background-work';
import { ClientSession } from './client-session';
import { StandingOrders } from './moderation/standing-orders';
import { KnownPeople } from './people/known-people';
import type { SealedRoomSession, SessionOptions } from './sealed-room-session';

/** Derives the keys of a link and makes a session. The session is in no room until `enter`. */
export async function openSealedRoomSession(options: SessionOptions): Promise<SealedRoomSession> {
  const { link, name, remembered, identity, observer, transport, clock } = options;
  const [keys, moderator] = await Promise.all([link.keys(), link.moderator()]);
  const known = new KnownPeople(remembered, identity.publicPoint);
  const work = new BackgroundWork((error) => observer.failed(error));
  const orders = new StandingOrders();
  const fixed = { link, keys, moderator, identity, transport, observer, clock };
  return new ClientSession({ ...fixed, known, orders, work }, name);
}

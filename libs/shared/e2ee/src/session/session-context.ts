import type { SigningKey } from '@sealwave/crypto';
import type { RoomKeys } from '../keys/links/room-keys';
import type { SealedRoomLink } from '../keys/links/sealed-room-link';
import type { Moderator } from '../keys/moderation/moderator';
import type { BackgroundWork } from './background-work';
import type { StandingOrders } from './moderation/standing-orders';
import type { KnownPeople } from './people/known-people';
import type { SessionClock } from './sealed-room-session';
import type { SealedRoomTransport } from './sealed-room-transport';
import type { SealedRoomObserver } from './session-events';

/** What is the same on all connections of a session. */
export interface SessionContext {
  readonly link: SealedRoomLink;
  readonly keys: RoomKeys;
  /** The moderators' key; null unless the link is a moderator's. */
  readonly moderator: Moderator | null;
  readonly identity: SigningKey;
  readonly known: KnownPeople;
  readonly orders: StandingOrders;
  readonly transport: SealedRoomTransport;
  readonly observer: SealedRoomObserver;
  readonly clock: SessionClock;
  readonly work: BackgroundWork;
}

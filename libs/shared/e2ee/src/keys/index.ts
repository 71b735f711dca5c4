export { SigningKey, type StoredSigningKey } from '@sealwave/crypto';
export { type Party, type RecordParties } from './sender-keys/addressed-record';
export {
  type Announcement,
  ANNOUNCE_BYTES,
  openAnnounce,
  type OwnAnnouncement,
  sealAnnounce,
} from './people/announce';
export { SealedRoomError } from '../encoding/sealed-room-error';
export { identityOfDevice } from './people/device-identity';
export { MemberKeys } from './sender-keys/member-keys';
export { Members } from './people/members';
export { Moderator } from './moderation/moderator';
export { openMovedLink, sealMovedLink } from './links/moved-link';
export { openOrder, type Order, OrderLog } from './moderation/order';
export { ReceivedSenderKeys } from './sender-keys/received-sender-keys';
export {
  type Acquaintance,
  acquaintanceOf,
  isSameName,
  type RememberedPerson,
} from './people/remembered-people';
export { type RoomKeys } from './links/room-keys';
export { RoomLinkError } from './links/room-link-error';
export { pairSafetyCode, roomSafetyCode } from './people/safety-code';
export { type SealedRoomCredential, SealedRoomLink } from './links/sealed-room-link';
export { type PersonSecurity, type SecurityState, securityState } from './security-state';
export { SenderKey } from './sender-keys/sender-key';
export {
  drawnKey,
  handedKey,
  planSenderKey,
  type SenderKeyPlan,
  type SenderKeyUse,
  usedKey,
} from './sender-keys/sender-key-plan';
export {
  acknowledgeSenderKey,
  openSenderKey,
  type RunningTransmission,
  type SenderKeyContent,
} from './sender-keys/sender-key-record';

export { SigningKey, type StoredSigningKey } from '@sealwave/crypto';
export { type Party, type RecordParties } from './addressed-record';
export {
  type Announcement,
  ANNOUNCE_BYTES,
  openAnnounce,
  type OwnAnnouncement,
  sealAnnounce,
} from './announce';
export { SealedRoomError } from '../encoding/sealed-room-error';
export { identityOfDevice } from './device-identity';
export { MemberKeys } from './member-keys';
export { Members } from './members';
export { Moderator } from './moderator';
export { openMovedLink, sealMovedLink } from './moved-link';
export { openOrder, type Order, OrderLog } from './order';
export { ReceivedSenderKeys } from './received-sender-keys';
export { type Acquaintance, acquaintanceOf, type RememberedPerson } from './remembered-people';
export { type RoomKeys } from './room-keys';
export { RoomLinkError } from './room-link-error';
export { pairSafetyCode, roomSafetyCode } from './safety-code';
export { type SealedRoomCredential, SealedRoomLink } from './sealed-room-link';
export { type PersonSecurity, type SecurityState, securityState } from './security-state';
export { SenderKey } from './sender-key';
export {
  drawnKey,
  handedKey,
  planSenderKey,
  type SenderKeyPlan,
  type SenderKeyUse,
  usedKey,
} from './sender-key-plan';
export {
  acknowledgeSenderKey,
  openSenderKey,
  type RunningTransmission,
  type SenderKeyContent,
} from './sender-key-record';

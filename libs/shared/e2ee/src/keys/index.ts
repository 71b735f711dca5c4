export { SigningKey, type StoredSigningKey } from '@sealwave/crypto';
export { openAnnounce, sealAnnounce } from './people/announce';
export { identityOfDevice } from './people/device-identity';
export { Members } from './people/members';
export { openOrder, type Order, OrderLog } from './moderation/order';
export { ReceivedSenderKeys } from './sender-keys/received-sender-keys';
export {
  type Acquaintance,
  acquaintanceOf,
  isSameName,
  type RememberedPerson,
} from './people/remembered-people';
export { type RoomKeys } from './links/room-keys';
export { pairSafetyCode, roomSafetyCode } from './people/safety-code';
export { SealedRoomLink } from './links/sealed-room-link';
export { type SecurityState, securityState } from './security-state';
export { SenderKey } from './sender-keys/sender-key';
export { drawnKey, handedKey, planSenderKey } from './sender-keys/sender-key-plan';
export { acknowledgeSenderKey, openSenderKey } from './sender-keys/sender-key-record';

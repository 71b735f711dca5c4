/** What a page loads when somebody makes or opens a link: the arithmetic of keys is in no page before that. */
export { SealedRoomLink } from '@sealwave/e2ee/keys';

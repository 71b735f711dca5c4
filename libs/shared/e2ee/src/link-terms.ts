export { readLinkTerms, type RoomLinkTerms } from './keys/links/link-terms';
export { RoomLinkError } from './keys/links/room-link-error';

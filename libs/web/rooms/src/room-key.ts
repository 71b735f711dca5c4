import type { RoomLink } from '@sealwave/contracts';
import { decodeBase64UrlOfLength, toBase64Url } from '@sealwave/kernel';
import { RoomRight } from '@sealwave/room';
import { isTokenLink, RoomInvite, RoomToken } from '@sealwave/room/link';

const KEY_BYTES = 32;
/** Time for which a link to listen is good, in seconds. */
const LISTENING_SECONDS = 24 * 60 * 60;

/** A room, and what this page may do with it. */
export type RoomKey = InviteKey | TokenKey;

/** Of those who have the room's own link. */
export interface InviteKey {
  readonly id: string;
  readonly invite: RoomInvite;
  /** What opens it as to a moderator: 43 characters; null for everybody but who made it. */
  readonly moderation: string | null;
}

/** Of those who have a token. */
export interface TokenKey {
  readonly id: string;
  readonly token: RoomToken;
}

/** A room that nobody has been in, for its maker. */
export function newRoomKey(): InviteKey {
  const moderation = toBase64Url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
  const invite = RoomInvite.make();
  return { id: invite.id, invite, moderation };
}

/**
 * What a link says.
 * @param id the last part of its path.
 * @param fragment what follows the `#`.
 * @throws RoomInviteError when it is broken.
 */
export function readRoomKey(id: string, fragment: string): RoomKey {
  if (isTokenLink(fragment)) return { id, token: RoomToken.read(id, fragment) };
  const moderation = new URLSearchParams(fragment).get('t') ?? '';
  return {
    id,
    invite: RoomInvite.read(id, fragment),
    moderation: decodeBase64UrlOfLength(moderation, KEY_BYTES) === null ? null : moderation,
  };
}

/** What follows the `#` in the link that leads to just this. */
export function fragmentOf(key: RoomKey): string {
  if ('token' in key) return key.token.fragment;
  const { fragment } = key.invite;
  return key.moderation === null ? fragment : `${fragment}&t=${key.moderation}`;
}

/** What servers are told of a room. */
export async function linkOf(key: RoomKey): Promise<RoomLink> {
  const { id } = key;
  if ('token' in key) return { id, claims: key.token.claims, mac: key.token.mac };
  const { invite, moderation } = key;
  return { id, access: await invite.access(), ...(moderation !== null && { moderation }) };
}

/** A token with which somebody may listen for a day, and not be heard. */
export async function listeningToken(room: string, moderation: string): Promise<RoomToken> {
  const expiresAt = Math.floor(Date.now() / 1000) + LISTENING_SECONDS;
  return RoomToken.issue(moderation, { room, expiresAt, rights: RoomRight.Listen });
}

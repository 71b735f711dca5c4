import type { Role } from '../member';
import type { RoomCredential } from './room-credential';
import { fragmentOfModerator, roomLink } from './link-fragment';
import { RoomRight } from './room-claims';
import { RoomInvite } from './room-invite';
import { newRoomKey } from './room-key';
import type { RoomTerms } from './room-terms';
import { RoomToken } from './room-token';

/** Time for which a link to listen is good, in seconds. */
const LISTENING_SECONDS = 24 * 60 * 60;

/** A room, and what somebody may do with it. */
export type RoomCapability = InviteCapability | TokenCapability;

/** What the room's own link allows. */
export interface InviteCapability {
  readonly id: string;
  readonly invite: RoomInvite;
  /** What opens it as to a moderator: 43 characters; null for everybody but who made it. */
  readonly moderation: string | null;
}

/** What a token allows. */
export interface TokenCapability {
  readonly id: string;
  readonly token: RoomToken;
}

/** A room that nobody has been in, for its maker. */
export function makeRoom(): InviteCapability {
  const invite = RoomInvite.make();
  return { id: invite.id, invite, moderation: newRoomKey() };
}

/** What follows the `#` in the link that leads to just this. */
export function fragmentOf(capability: RoomCapability): string {
  if ('token' in capability) return capability.token.fragment;
  const { invite, moderation } = capability;
  return moderation === null ? invite.fragment : fragmentOfModerator(invite.fragment, moderation);
}

/** What servers are told of a room. */
export async function credentialOf(capability: RoomCapability): Promise<RoomCredential> {
  const { id } = capability;
  if ('token' in capability)
    return { id, claims: capability.token.claims, mac: capability.token.mac };
  const { invite, moderation } = capability;
  return { id, access: await invite.access(), ...(moderation !== null && { moderation }) };
}

/** What may be done with it, as far as that can be known without asking a server. */
export function termsOf(capability: RoomCapability): RoomTerms {
  if ('token' in capability) return capability.token.terms;
  return { role: capability.moderation === null ? 'member' : 'moderator', expiresAtMs: null };
}

/**
 * The link that grants this role in the room, and no more.
 * @param baseUrl address that the pages are below; it ends in a slash.
 * @throws TypeError when it is not an absolute URL.
 */
export async function linkFor(
  { id, invite, moderation }: InviteCapability,
  role: Role,
  baseUrl: string,
): Promise<string> {
  if (moderation === null || role === 'member') return invite.link(baseUrl);
  if (role === 'listener') return (await listeningToken(id, moderation)).link(baseUrl);
  return roomLink(baseUrl, id, fragmentOfModerator(invite.fragment, moderation));
}

/** A token with which somebody may listen for a day, and not be heard. */
async function listeningToken(room: string, moderation: string): Promise<RoomToken> {
  const expiresAt = Math.floor(Date.now() / 1000) + LISTENING_SECONDS;
  return RoomToken.issue(moderation, { room, expiresAt, rights: RoomRight.Listen });
}

import type { Role } from '../member';
import type { RoomCredential } from './room-credential';
import { fragmentOfModerator, roomLink } from './link-fragment';
import { RoomRight } from './room-claims';
import { RoomInvite } from './room-invite';
import { newRoomKey } from './room-key';
import type { RoomTerms } from './room-terms';
import { RoomToken } from './room-token';

/** How long a listen-only link is valid, in seconds. */
const LISTENING_SECONDS = 24 * 60 * 60;

/** A room and what its holder may do there. */
export type RoomCapability = InviteCapability | TokenCapability;

/** The capability of a person with the room's own link. */
export interface InviteCapability {
  readonly id: string;
  readonly invite: RoomInvite;
  /** The moderation key, 43 characters; null unless this person created the room. */
  readonly moderation: string | null;
}

/** The capability of a person with a token. */
export interface TokenCapability {
  readonly id: string;
  readonly token: RoomToken;
}

/** Makes a new room with a moderation key, for the person who creates it. */
export function makeRoom(): InviteCapability {
  const invite = RoomInvite.make();
  return { id: invite.id, invite, moderation: newRoomKey() };
}

/** What follows the `#` in the link with exactly this capability. */
export function fragmentOf(capability: RoomCapability): string {
  if ('token' in capability) return capability.token.fragment;
  const { invite, moderation } = capability;
  return moderation === null ? invite.fragment : fragmentOfModerator(invite.fragment, moderation);
}

/** The credential that a client shows to servers. */
export async function credentialOf(capability: RoomCapability): Promise<RoomCredential> {
  const { id } = capability;
  if ('token' in capability)
    return { id, claims: capability.token.claims, mac: capability.token.mac };
  const { invite, moderation } = capability;
  return { id, access: await invite.access(), ...(moderation !== null && { moderation }) };
}

/** The terms of the capability, as far as they are known without asking a server. */
export function termsOf(capability: RoomCapability): RoomTerms {
  if ('token' in capability) return capability.token.terms;
  return { role: capability.moderation === null ? 'member' : 'moderator', expiresAtMs: null };
}

/**
 * Makes a link that grants `role` in the room, and no more.
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

/** Issues a token that lets its holder listen, but not speak, for a day. */
async function listeningToken(room: string, moderation: string): Promise<RoomToken> {
  const expiresAt = Math.floor(Date.now() / 1000) + LISTENING_SECONDS;
  return RoomToken.issue(moderation, { room, expiresAt, rights: RoomRight.Listen });
}

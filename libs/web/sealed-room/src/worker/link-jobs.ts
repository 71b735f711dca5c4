import { SealedRoomLink } from '@sealwave/e2ee/keys';
import { toBase64Url } from '@sealwave/kernel';
import type { RoomCredential } from '@sealwave/room';
import type { LinkToShare, RoomLink } from '../links/room-link';

/** It keeps nothing, and several people may speak at a time. */
const NO_FLAGS = 0;

/** How long a listen-only link is valid, in milliseconds. */
const LISTENING_MS = 24 * 60 * 60 * 1000;

/** Makes a room with its maker as moderator. */
export async function makeLink(): Promise<RoomLink> {
  return roomLinkOf(await SealedRoomLink.make(NO_FLAGS));
}

/** Checks a link. @throws RoomLinkError */
export async function parseLink({ id, fragment }: LinkToShare['link']): Promise<RoomLink> {
  return roomLinkOf(await SealedRoomLink.parse(id, fragment));
}

/** Writes a link to hand on. @throws RoomLinkError */
export async function shareLink({ link, role, base }: LinkToShare): Promise<string> {
  const own = await SealedRoomLink.parse(link.id, link.fragment);
  if (role === 'moderator') return own.href(base);
  const listening = role === 'listener' ? await own.forListeners(Date.now() + LISTENING_MS) : null;
  return (listening ?? own.forMembers()).href(base);
}

async function roomLinkOf(link: SealedRoomLink): Promise<RoomLink> {
  const { id, fragment, role, expiresAtMs } = link;
  return { id, fragment, role, expiresAtMs, credential: await credentialOf(link) };
}

async function credentialOf(link: SealedRoomLink): Promise<RoomCredential> {
  const credential = await link.credential();
  const { id } = credential;
  if ('claims' in credential) {
    return { id, claims: credential.claims, mac: toBase64Url(credential.tokenMac) };
  }
  const [access, moderator] = [credential.access, credential.moderator].map(toBase64Url);
  return { id, access, flags: credential.flags, moderator };
}

import type { RoomLink } from '@sealwave/contracts';
import { RoomInvite } from '@sealwave/e2ee';

const KEY_BYTES = 32;
const MODERATION = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** A room, and what this page may do with it. */
export interface RoomKey {
  readonly invite: RoomInvite;
  /** What opens it as to a moderator: 43 characters; null for everybody but who made it. */
  readonly moderation: string | null;
}

/** A room that nobody has been in, for its maker. */
export function newRoomKey(): RoomKey {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const base64 = btoa(String.fromCharCode(...bytes));
  const moderation = base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=$/, '');
  return { invite: RoomInvite.make(), moderation };
}

/**
 * What a link says.
 * @param id the last part of its path.
 * @param fragment what follows the `#`.
 * @throws RoomInviteError when it is broken.
 */
export function readRoomKey(id: string, fragment: string): RoomKey {
  const moderation = new URLSearchParams(fragment).get('t');
  return {
    invite: RoomInvite.read(id, fragment),
    moderation: moderation !== null && MODERATION.test(moderation) ? moderation : null,
  };
}

/** What follows the `#` in the link of a moderator, and of everybody else where there is no moderation. */
export function fragmentOf({ invite, moderation }: RoomKey): string {
  return moderation === null ? invite.fragment : `${invite.fragment}&t=${moderation}`;
}

/** What servers are told of a room. */
export async function linkOf({ invite, moderation }: RoomKey): Promise<RoomLink> {
  const access = await invite.access();
  return { id: invite.id, access, ...(moderation !== null && { moderation }) };
}

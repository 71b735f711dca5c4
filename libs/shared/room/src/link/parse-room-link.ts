import { readRoomKey } from './room-key';
import { linkFields } from './link-fragment';
import { fragmentOf, type RoomCapability } from './room-capability';
import { RoomInvite } from './room-invite';
import { isTokenLink, RoomToken } from './room-token';

/**
 * What the link of a room says.
 * @param id the last part of its path.
 * @param fragment what follows the `#`.
 * @throws RoomInviteError `room_link_invalid` for a broken link, `room_link_unsupported` for one that asks for more
 * than this version can do.
 */
export function parseRoomLink(id: string, fragment: string): RoomCapability {
  if (isTokenLink(fragment)) return { id, token: RoomToken.read(id, fragment) };
  const invite = RoomInvite.read(id, fragment);
  const moderation = linkFields(fragment).get('t');
  return { id, invite, moderation: readRoomKey(moderation) === null ? null : moderation };
}

/** The same for a whole address. @throws RoomInviteError as {@link parseRoomLink} does. */
export function parseRoomUrl({ pathname, hash }: URL): RoomCapability {
  return parseRoomLink(pathname.split('/').at(-1) ?? '', hash);
}

/**
 * The capability, or the stronger one to the same room that somebody knows already.
 * @param known what follows the `#` of the link that they know; null where they know none.
 */
export function strongerOf(capability: RoomCapability, known: string | null): RoomCapability {
  const isStronger = known?.startsWith(`${fragmentOf(capability)}&`);
  return known !== null && isStronger ? parseRoomLink(capability.id, known) : capability;
}

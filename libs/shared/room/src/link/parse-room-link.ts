import { readRoomKey } from './room-key';
import { linkFields } from './link-fragment';
import { fragmentOf, type RoomCapability } from './room-capability';
import { RoomInvite } from './room-invite';
import { isTokenLink, RoomToken } from './room-token';

/**
 * Reads a room link.
 * @param id the last part of its path.
 * @param fragment what follows the `#`.
 * @throws RoomInviteError `room_link_invalid` for a broken link, `room_link_unsupported` for one that needs a
 * later version.
 */
export function parseRoomLink(id: string, fragment: string): RoomCapability {
  if (isTokenLink(fragment)) return { id, token: RoomToken.read(id, fragment) };
  const invite = RoomInvite.read(id, fragment);
  const moderation = linkFields(fragment).get('t');
  return { id, invite, moderation: readRoomKey(moderation) === null ? null : moderation };
}

/**
 * Reads a room link as a whole address.
 * @throws RoomInviteError as {@link parseRoomLink} does.
 */
export function parseRoomUrl({ pathname, hash }: URL): RoomCapability {
  return parseRoomLink(pathname.split('/').at(-1) ?? '', hash);
}

/**
 * Returns the known link's capability if it extends `capability`, for example by moderation, and otherwise
 * `capability`.
 * @param known the fragment of a link that the person already has; null without one.
 */
export function strongerOf(capability: RoomCapability, known: string | null): RoomCapability {
  const isStronger = known?.startsWith(`${fragmentOf(capability)}&`);
  return known !== null && isStronger ? parseRoomLink(capability.id, known) : capability;
}

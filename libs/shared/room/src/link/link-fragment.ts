import { RoomInviteError } from './room-invite-error';

const VERSION = '1';
/** The part of a room link's path before the id. */
export const ROOM_PATH = 'r';
/** Longest text after the `#` of a link that is parsed, in characters. Our links are far shorter. */
export const MAX_LINK_LENGTH = 4096;

/**
 * Reads the fields after the `#` of a room link.
 * @throws RoomInviteError `room_link_invalid` when it has no version.
 * @throws RoomInviteError `room_link_unsupported` for another version or any mode. A mode promises protection
 * from servers, so a person with such a link must not enter without it.
 */
export function linkFields(fragment: string): URLSearchParams {
  if (fragment.length > MAX_LINK_LENGTH) throw RoomInviteError.invalid('version');
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const version = fields.get('v');
  if (version === null) throw RoomInviteError.invalid('version');
  if (version !== VERSION || fields.has('m')) throw RoomInviteError.unsupported();
  return fields;
}

/** Writes the part of a link after the `#`: the version and one field. */
export function fragmentWith(name: 'k' | 't', value: string): string {
  return `v=${VERSION}&${name}=${value}`;
}

/** Makes a moderator's link: adds the moderation key to the part after the `#`. */
export function fragmentOfModerator(fragment: string, moderation: string): string {
  return `${fragment}&t=${moderation}`;
}

/**
 * Makes the link to share: `<base>r/<id>#<fragment>`.
 * @param baseUrl address that the pages are below; it ends in a slash.
 * @throws TypeError when it is not an absolute URL.
 */
export function roomLink(baseUrl: string, id: string, fragment: string): string {
  const url = new URL(`${ROOM_PATH}/${id}`, baseUrl);
  url.hash = fragment;
  return url.href;
}

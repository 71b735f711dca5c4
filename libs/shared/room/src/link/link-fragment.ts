import { RoomInviteError } from './room-invite-error';

const VERSION = '1';
/** What the id of a room follows in the path of its link. */
export const ROOM_PATH = 'r';
/** The longest text that may follow the `#` of a link; our links are far shorter. */
export const MAX_LINK_LENGTH = 4096;

/**
 * What follows the `#` of the link of a room, field by field.
 * @throws RoomInviteError `room_link_invalid` where it has no version, `room_link_unsupported` for one that asks for
 * more than this version can do: a mode promises protection from servers, and the holder of such a link must not come in
 * without it.
 */
export function linkFields(fragment: string): URLSearchParams {
  if (fragment.length > MAX_LINK_LENGTH) throw RoomInviteError.invalid('version');
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const version = fields.get('v');
  if (version === null) throw RoomInviteError.invalid('version');
  if (version !== VERSION || fields.has('m')) throw RoomInviteError.unsupported();
  return fields;
}

/** What follows the `#` of a link, with one field in addition to its version. */
export function fragmentWith(name: 'k' | 't', value: string): string {
  return `v=${VERSION}&${name}=${value}`;
}

/** The same in the link of a moderator: it also has the key of moderators. */
export function fragmentOfModerator(fragment: string, moderation: string): string {
  return `${fragment}&t=${moderation}`;
}

/**
 * The link to hand on: `<base>r/<id>#<fragment>`.
 * @param baseUrl address that the pages are below; it ends in a slash.
 * @throws TypeError when it is not an absolute URL.
 */
export function roomLink(baseUrl: string, id: string, fragment: string): string {
  const url = new URL(`${ROOM_PATH}/${id}`, baseUrl);
  url.hash = fragment;
  return url.href;
}

import { type UrlMatcher, UrlSegment } from '@angular/router';
import { ROOM_PATH } from '@sealwave/room/link';

/**
 * The address of the lobby, and those of rooms, whole or damaged: a person who wanted a room must not be heard in the
 * lobby. One route for all of them, so that the page stays as it is on the way from one to the other.
 */
export const roomAddress: UrlMatcher = (segments) => {
  const [first, ...rest] = segments;
  if (first === undefined) return { consumed: [] };
  if (first.path !== ROOM_PATH) return null;
  const id = new UrlSegment(rest.map(({ path }) => path).join('/'), {});
  return { consumed: segments, posParams: { id } };
};

/** The address of a room, as the router takes it. */
export function addressOfRoom(id: string): string[] {
  return [`/${ROOM_PATH}`, id];
}

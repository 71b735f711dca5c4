import { type UrlMatcher, UrlSegment } from '@angular/router';
import { ROOM_PATH } from '@sealwave/room';

/**
 * Matches the addresses of the lobby and of rooms. Damaged addresses of rooms match too: a person who wanted a
 * room must not be heard in the lobby. All share one route. So the page survives a move from one to the other.
 */
export const roomAddress: UrlMatcher = (segments) => {
  const [first, ...rest] = segments;
  if (first === undefined) return { consumed: [] };
  if (first.path !== ROOM_PATH) return null;
  const id = new UrlSegment(rest.map(({ path }) => path).join('/'), {});
  return { consumed: segments, posParams: { id } };
};

/** The address of a room as router commands. */
export function addressOfRoom(id: string): string[] {
  return [`/${ROOM_PATH}`, id];
}

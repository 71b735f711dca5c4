/** Enough of an id to tell the rooms of one person apart. */
const SHOWN = 4;

/** What people are shown for a room, which has no name of its own yet. */
export function roomName(id: string): string {
  return $localize`Room ${id.slice(0, SHOWN)}:start:`;
}

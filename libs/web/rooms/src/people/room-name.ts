/** Number of shown characters of the id. They are enough to distinguish one person's rooms. */
const SHOWN = 4;

/** The displayed name of a room. Rooms have no chosen names yet. */
export function roomName(id: string): string {
  return $localize`Room ${id.slice(0, SHOWN)}:start:`;
}

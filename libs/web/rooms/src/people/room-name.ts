/** Characters of the id that are shown: enough to distinguish one person's rooms. */
const SHOWN = 4;

/** The displayed name of a room; rooms have no chosen names yet. */
export function roomName(id: string): string {
  return $localize`Room ${id.slice(0, SHOWN)}:start:`;
}

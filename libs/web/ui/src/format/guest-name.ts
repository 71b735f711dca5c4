/** What somebody in a room is called who has not said a name: by the number of arrival there. */
export function guestName(n: number): string {
  return $localize`Guest ${n}:number:`;
}

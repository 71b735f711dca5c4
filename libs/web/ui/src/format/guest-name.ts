/**
 * The displayed name of a member without a name.
 * @param n the member's number.
 */
export function guestName(n: number): string {
  return $localize`Guest ${n}:number:`;
}

import type { RoomProblem } from './room.service';

/** What a person is told of an address that leads nowhere, and what helps. */
export const PROBLEM_TEXT: Readonly<Record<RoomProblem, string>> = {
  incomplete: $localize`This address is not the whole link of the room. Open the link as you got it, with all that comes after the #.`,
  broken: $localize`The link of this room is damaged. Ask for it again, and copy all of it.`,
  unsupported: $localize`The link of this room needs a newer version of this page.`,
  'insecure-page': $localize`Rooms need a page that came over HTTPS, for the browser keeps its cryptography from others.`,
};

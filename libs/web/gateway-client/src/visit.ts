import type { ConnectToServer } from '@sealwave/contracts';

/** Where somebody goes at the voice server, and as whom: into the lobby, and without a name, by default. */
export type Visit = Pick<ConnectToServer, 'room' | 'name'>;

/** The same place under the same name. */
export function sameVisit(one: Visit, other: Visit): boolean {
  const [first, second] = [one, other].map(({ name, room }) => JSON.stringify([name, room]));
  return first === second;
}

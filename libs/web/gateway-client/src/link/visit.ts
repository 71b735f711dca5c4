import type { ConnectToServer } from '@sealwave/contracts';
import { LOBBY } from '@sealwave/room';

/** Where somebody goes at the voice server, and as whom: into the lobby, and without a name, by default. */
export type Destination = Pick<ConnectToServer, 'room' | 'name'>;

/** The same place under the same name. */
export function sameVisit(one: Destination, other: Destination): boolean {
  const [first, second] = [one, other].map(({ name, room }) => JSON.stringify([name, room]));
  return first === second;
}

/** Id of a room, or the lobby: the same for everybody there, whatever they are called. */
export type Place = string;

/** The place that `visit` leads to. */
export function placeOf({ room }: Destination): Place {
  return room?.id ?? LOBBY;
}

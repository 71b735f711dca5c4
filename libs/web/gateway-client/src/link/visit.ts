import type { ConnectToServer } from '@sealwave/contracts';
import { isSealedRoomId, LOBBY } from '@sealwave/room';

/** A room at the voice server and a display name. Without a room, it is the lobby. */
export type Destination = Pick<ConnectToServer, 'room' | 'name'>;

/** Removes the name from the destination if its room is sealed. Servers learn no names there. */
export function withoutSealedName({ name, ...visit }: Destination): Destination {
  const isTold = name !== undefined && !isSealedRoomId(visit.room?.id);
  return isTold ? { ...visit, name } : visit;
}

/** Whether both have the same room and the same name. */
export function sameDestination(one: Destination, other: Destination): boolean {
  const [first, second] = [one, other].map(({ name, room }) => JSON.stringify([name, room]));
  return first === second;
}

/** Whether both have the same room, entered with the same credential. */
export function sameRoom(one: Destination, other: Destination): boolean {
  return sameDestination({ ...one, name: '' }, { ...other, name: '' });
}

/** Id of a room or of the lobby. It does not depend on the display name. */
export type Place = string;

/** The place of a destination. */
export function placeOf({ room }: Destination): Place {
  return room?.id ?? LOBBY;
}

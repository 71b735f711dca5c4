import type { SealedRoomLink } from '@sealwave/e2ee/keys';
import { describeDisplayNameProblem, displayNameProblem } from '@sealwave/room';
import type { Environment } from '../command-context';
import { CommandLineError } from '../command-line-error';
import { readRoomLink } from '../rooms/room-link';
import type { ServerOptions } from './server-options';

/** Which room to enter, and under which name. */
export interface Destination {
  /** The link of a sealed room; null for the lobby. */
  readonly link: SealedRoomLink | null;
  /** Address of the pages in that link; empty for the lobby. */
  readonly baseUrl: string;
  /** Null without a name. */
  readonly name: string | null;
}

const LOBBY = { link: null, baseUrl: '' };

/**
 * Where to go: from the options, else from `SEALWAVE_ROOM` and `SEALWAVE_NAME`, else to the lobby without a
 * name.
 * @throws CommandLineError when it is not a link or not a name.
 * @throws RoomLinkError when the link is broken, was changed, or is of another version.
 */
export async function destinationOf(
  { room, name }: ServerOptions,
  place: Environment,
): Promise<Destination> {
  const text = room ?? place.env['SEALWAVE_ROOM'];
  const { link, baseUrl } = text ? await readRoomLink(text) : LOBBY;
  return { link, baseUrl, name: givenName(name, place) };
}

/**
 * The name of a person: from the option, else from `SEALWAVE_NAME`; null for none.
 * @throws CommandLineError when nobody can have it.
 */
export function givenName(option: string | undefined, { env }: Environment): string | null {
  const name = option ?? env['SEALWAVE_NAME'];
  if (!name) return null;
  const problem = displayNameProblem(name);
  if (problem !== null) throw new CommandLineError(describeDisplayNameProblem(problem));
  return name;
}

import { SealedRoomLink } from '@sealwave/e2ee/keys';
import { CommandLineError } from '../command-line-error';
import type { Environment } from '../command-context';

/** A room's link, and the address of the pages that it starts with. */
export interface GivenLink {
  readonly link: SealedRoomLink;
  /** Ends in a slash. */
  readonly baseUrl: string;
}

/**
 * Reads a link from the command line.
 * @throws CommandLineError when it is not an address.
 * @throws RoomLinkError when it is broken, was changed, or is of another version.
 */
export async function readRoomLink(text: string): Promise<GivenLink> {
  if (!URL.canParse(text)) {
    throw new CommandLineError('the link of a room has the form https://host/r/...#v=2&...');
  }
  const url = new URL(text);
  const link = await SealedRoomLink.parseUrl(url);
  return { link, baseUrl: new URL('../', url).href.replace(/[?#].*$/, '') };
}

/**
 * The link of the room that a command is about: from its argument, else from `SEALWAVE_ROOM`.
 * @throws as {@link readRoomLink}, and CommandLineError when there is none.
 */
export function givenRoomLink(text: string | undefined, { env }: Environment): Promise<GivenLink> {
  const given = text ?? env['SEALWAVE_ROOM'];
  if (given) return readRoomLink(given);
  throw new CommandLineError('no room: give its link, or set SEALWAVE_ROOM');
}

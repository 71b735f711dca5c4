import { isTokenLink, RoomInvite, RoomToken } from '@sealwave/e2ee';
import type { Visit } from '@sealwave/node/tcp';
import { PERSON_NAME_PROBLEM, personNameProblem } from '@sealwave/wire';
import { CommandLineError } from '../command-line-error';
import type { Environment } from '../command-context';
import type { ServerOptions } from './server-options';

/**
 * Where somebody wants to go, and as whom: as the options say, else as `SEALWAVE_ROOM` and `SEALWAVE_NAME`, else the
 * lobby, without a name.
 * @throws CommandLineError when it is not a link or not a name, RoomInviteError when the link is broken.
 */
export async function visitOf({ room, name }: ServerOptions, { env }: Environment): Promise<Visit> {
  const link = room ?? env['SEALWAVE_ROOM'];
  const person = name ?? env['SEALWAVE_NAME'];
  const problem = person ? personNameProblem(person) : null;
  if (problem !== null) throw new CommandLineError(PERSON_NAME_PROBLEM[problem]);
  return { ...(link && { room: await keyOf(link) }), ...(person && { name: person }) };
}

async function keyOf(link: string): Promise<Visit['room'] & object> {
  if (!URL.canParse(link)) {
    throw new CommandLineError('--room is the link of a room: https://host/r/...#v=1&k=...');
  }
  const { pathname, hash } = new URL(link);
  const id = pathname.split('/').at(-1) ?? '';
  if (isTokenLink(hash)) {
    const { claims, mac } = RoomToken.read(id, hash);
    return { id, claims, mac: bytesOf(mac) };
  }
  return { id, access: bytesOf(await RoomInvite.read(id, hash).access()) };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

import type { JoinRequest } from '@sealwave/node/voice-client';
import {
  describeDisplayNameProblem,
  displayNameProblem,
  type RoomCredential,
} from '@sealwave/room';
import { credentialOf, parseRoomUrl } from '@sealwave/room/link';
import { CommandLineError } from '../command-line-error';
import type { Environment } from '../command-context';
import type { ServerOptions } from './server-options';

/**
 * Which room to enter, and under which name. The options come first, then `SEALWAVE_ROOM` and `SEALWAVE_NAME`.
 * Without either, it is the lobby, without a name.
 * @throws CommandLineError when the text is not a link or not a name.
 * @throws RoomInviteError when the link is broken.
 */
export async function joinRequestOf(
  { room, name }: ServerOptions,
  { env }: Environment,
): Promise<JoinRequest> {
  const link = room ?? env['SEALWAVE_ROOM'];
  const person = name ?? env['SEALWAVE_NAME'];
  const problem = person ? displayNameProblem(person) : null;
  if (problem !== null) throw new CommandLineError(describeDisplayNameProblem(problem));
  return { ...(link && { room: await credentialIn(link) }), ...(person && { name: person }) };
}

async function credentialIn(link: string): Promise<RoomCredential> {
  if (!URL.canParse(link)) {
    throw new CommandLineError('--room is the link of a room: https://host/r/...#v=1&k=...');
  }
  const room = parseRoomUrl(new URL(link));
  // No command moderates. So nobody enters as a moderator.
  return credentialOf('invite' in room ? { ...room, moderation: null } : room);
}

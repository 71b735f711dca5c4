import { randomUUID } from 'node:crypto';
import type { ServerProcess } from '../processes/server-process';
import type { FrameStream } from './frame-stream';
import { join, type Hop } from './hop';

/** Time limits of one hour. Slowness then never closes a connection before the tested reason does. */
export const PATIENT = { VOICE_HANDSHAKE_MS: 3_600_000, VOICE_FRAME_MS: 3_600_000 };

/** Makes `count` members of one lobby. */
export async function members(server: ServerProcess, count: number): Promise<Hop[]> {
  return Promise.all(Array.from({ length: count }, () => join(server.port)));
}

/** Resolves when `server` has closed `stream` and has logged `code` as the reason. */
export async function refused(
  server: ServerProcess,
  stream: FrameStream,
  code: string,
): Promise<void> {
  await stream.closed;
  await server.logged(`"${code}"`, seen.get(server) ?? 0);
  seen.set(server, server.log.length);
}

/** The part of each server's log that earlier refusals have used up. */
const seen = new WeakMap<ServerProcess, number>();

/** Sends a message. Expects it to be the next one that `to` receives. */
export async function expectNextIsMarker(from: Hop, to: Hop): Promise<void> {
  const marker = Buffer.from(`marker ${randomUUID()}`);
  from.send(marker);
  expect(await to.receive()).toEqual(marker);
}

import type { CliCommand } from '../cli-command';
import type { CommandContext } from '../command-context';
import { givenName } from '../server/destination';
import { serverAddress } from '../server/server-address';
import { waitingOf, withServer } from '../server/server-options';
import { TerminalClient } from '../server/terminal-client';
import type { SealedRoom } from '../sealed/sealed-room';
import { Screen } from '../terminal/screen';
import { givenRoomLink } from './room-link';

/** The options of commands that look into a room. */
export interface VisitOptions {
  readonly to?: string;
  readonly name?: string;
  readonly wait: string;
  readonly json?: boolean;
}

/** A room that this device has just entered. */
export interface Visit {
  readonly room: SealedRoom;
  readonly client: TerminalClient;
  readonly screen: Screen;
}

/** Adds the link, `--to`, `--name`, `--wait` and `--json`. */
export function withVisit(command: CliCommand): CliCommand {
  return withServer(command)
    .option('--name <NAME>', 'your name in the room; else SEALWAVE_NAME')
    .option('--wait <SECONDS>', 'how long to wait for what the others say of themselves', '5')
    .option('--json', 'print JSON objects');
}

/**
 * Enters a room, waits until everybody there is known, does something, and leaves.
 * @param text the link; else that of `SEALWAVE_ROOM`.
 * @throws VoiceError when the link leads nowhere, or the server cannot be reached or refuses.
 */
export async function visitRoom<T>(
  text: string | undefined,
  options: VisitOptions,
  { context, work }: { context: CommandContext; work: (visit: Visit) => Promise<T> },
): Promise<T> {
  const { link, baseUrl } = await givenRoomLink(text, context);
  const name = givenName(options.name, context);
  const waitMs = waitingOf(options.wait);
  const screen = new Screen(context);
  const client = await TerminalClient.join({
    ...{ place: context, destination: { link, baseUrl, name }, screen },
    target: serverAddress(options.to, context),
    ...{ keep: false, signal: context.interrupted },
  });
  try {
    const { room } = client;
    if (room === null) throw new TypeError('the link leads into the lobby');
    await room.ready(waitMs, AbortSignal.any([context.interrupted, client.ended]));
    context.interrupted.throwIfAborted();
    client.ended.throwIfAborted();
    return await work({ room, client, screen });
  } finally {
    client.close();
  }
}

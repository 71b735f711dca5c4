import type { DefineCommand } from '../command-definition';
import { EXIT_STATUS } from '../output/exit-status';
import { formatAddress, serverAddress } from '../server/server-address';
import { type ServerOptions, withServer } from '../server/server-options';
import type { CommandContext } from '../command-context';
import { Screen } from '../terminal/screen';
import { probeInWords, tryServer } from './try-server';

interface PingOptions extends ServerOptions {
  readonly json?: boolean;
}

/** `voice-cli ping`. */
export const definePing: DefineCommand = (command, start) =>
  withServer(command('ping'))
    .summary('see whether a voice server works')
    .description(
      'Connects, agrees on keys, waits for one sealed answer and leaves. Prints how the server writes ' +
        'its public key and how long each of it took. The exit status is 0 when all of it works.',
    )
    .option('--json', 'print a JSON object')
    .examples('voice-cli ping', 'voice-cli ping --to voice.example:8888 || notify-somebody')
    .action((options: PingOptions) => start((context) => ping(options, context)));

/**
 * Tries a server out and prints its properties.
 * @returns the exit status.
 * @throws VoiceError when the server does not work.
 */
async function ping({ to, json = false }: PingOptions, context: CommandContext): Promise<number> {
  const target = serverAddress(to, context);
  const found = await tryServer(target, context.interrupted);
  const screen = new Screen(context);
  if (json) screen.print(JSON.stringify({ type: 'ping', ...target, ...found }));
  else screen.print(`${formatAddress(target)}: ${probeInWords(found)}`);
  return EXIT_STATUS.success.code;
}

import { systemClock } from '@sealwave/kernel';
import { type Probe, probe, type Target } from '@sealwave/node/tcp';
import { EXIT_STATUS } from '../exit-status';
import type { Define } from '../program';
import { LINK_OPTIONS } from '../server/link-options';
import { formatAddress, serverAddress } from '../server/server-address';
import { type ServerOptions, withServer } from '../server/server-options';
import type { Surroundings } from '../surroundings';
import { Screen } from '../terminal/screen';

interface PingOptions extends ServerOptions {
  readonly json?: boolean;
}

/** `voice-cli ping`. */
export const definePing: Define = (command, start) =>
  withServer(command('ping'))
    .summary('see whether a voice server works')
    .description(
      'Connects, agrees on keys, waits for one sealed answer and leaves. Prints how the server writes ' +
        'its public key and how long each of it took. The exit status is 0 when all of it works.',
    )
    .option('--json', 'print a JSON object')
    .examples('voice-cli ping', 'voice-cli ping --to voice.example:8888 || notify-somebody')
    .action((options: PingOptions) => start((surroundings) => ping(options, surroundings)));

/** @throws VoiceError when the server does not work. */
async function ping(
  { to, json = false }: PingOptions,
  surroundings: Surroundings,
): Promise<number> {
  const target = serverAddress(to, surroundings);
  const found = await tryServer(target, surroundings.interrupted);
  const screen = new Screen(surroundings);
  if (json) screen.print(JSON.stringify({ type: 'ping', ...target, ...found }));
  else screen.print(`${formatAddress(target)}: ${probeInWords(found)}`);
  return EXIT_STATUS.done.code;
}

/** Tries out a server. @throws VoiceError when it does not work, Interruption when that was ended. */
export async function tryServer(target: Target, signal: AbortSignal): Promise<Probe> {
  try {
    return await probe(target, { ...LINK_OPTIONS, clock: systemClock, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** What was found out about a server, on one line. */
export function probeInWords(found: Probe): string {
  const { connectMs, handshakeMs, roundTripMs, keyFormat } = found;
  const answer =
    roundTripMs === null
      ? 'base protocol only'
      : `round trip ${ms(roundTripMs)}, ${found.takesMessages ? 'native' : 'no native'} messages`;
  return `connected in ${ms(connectMs)}, keys (${keyFormat}) in ${ms(handshakeMs)}, ${answer}`;
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`;
}

import type { DefineCommand } from '../command-definition';
import { EXIT_STATUS } from '../output/exit-status';
import { type ServerOptions, withServer } from '../server/server-options';
import type { CommandContext } from '../command-context';
import { Screen } from '../terminal/screen';
import {
  type Check,
  checkClock,
  checkMicrophone,
  checkServer,
  checkSpeaker,
  checkVersions,
  type Finding,
} from './checks';

interface DoctorOptions extends ServerOptions {
  readonly json?: boolean;
}

/** `voice-cli doctor`. */
export const defineDoctor: DefineCommand = (command, start) =>
  withServer(command('doctor'))
    .summary('check this machine and the server')
    .description(
      'Looks at the versions, the clock, the voice server, the microphone and the speaker, and says ' +
        'in words what is wrong. It listens for half a second and keeps nothing. The exit status is 0 ' +
        'when all is ok, and 1 otherwise; files and --raw need neither microphone nor speaker.',
    )
    .option('--json', 'print a JSON object for each')
    .examples('voice-cli doctor', 'voice-cli doctor --to voice.example:8888 --json')
    .action((options: DoctorOptions) => start((context) => examine(options, context)));

async function examine(
  { to, json = false }: DoctorOptions,
  context: CommandContext,
): Promise<number> {
  const checks: readonly Check[] = [
    checkVersions,
    checkClock,
    () => checkServer(to, context),
    () => checkMicrophone(context),
    () => checkSpeaker(context),
  ];
  const screen = new Screen(context);
  let isWell = true;
  for (const check of checks) {
    const finding = await check();
    context.interrupted.throwIfAborted();
    screen.print(json ? JSON.stringify({ type: 'finding', ...finding }) : lineOf(finding));
    isWell &&= finding.isFine;
  }
  return (isWell ? EXIT_STATUS.success : EXIT_STATUS.partialFailure).code;
}

function lineOf({ name, isFine, text }: Finding): string {
  return `${isFine ? 'ok  ' : 'FAIL'}  ${name.padEnd(10)}  ${text}`;
}

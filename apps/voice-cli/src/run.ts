import { parseCommandLine } from './command-line';
import { CommandLineError } from './command-line-error';
import { HELP } from './help';
import { measure } from './measure';
import { OutputError } from './output-error';

/** Where a command writes to. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Exit status when a command could not be carried out at all. */
const REFUSED = 2;

/** Does what the command line says; the result is the exit status. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const command = parseCommandLine(args);
    if (command === 'help') {
      terminal.stdout.write(HELP);
      return 0;
    }
    return await measure(command, terminal);
  } catch (error) {
    if (!(error instanceof CommandLineError || error instanceof OutputError)) throw error;
    terminal.stderr.write(`voice-cli: ${error.message}\n`);
    if (error instanceof CommandLineError) terminal.stderr.write('Try: voice-cli --help\n');
    return REFUSED;
  }
}

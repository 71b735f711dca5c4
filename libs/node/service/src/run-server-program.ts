import { runService, type Service } from './run-service';
import { runCliCommand, type ServerCommands } from './server-command';
import type { ServerLogger } from './server-logger';
import { startFailure } from './start-failure';

/** The output of a server program's command, with its exit status. Null when the program should serve. */
function answer(commands: ServerCommands): { text: string; status: 0 | 1 } | null {
  try {
    const text = runCliCommand(commands, process.argv.slice(2), process.env);
    return text === null ? null : { text, status: 0 };
  } catch (error) {
    return { text: String(startFailure(error)), status: 1 };
  }
}

/** Runs the program of a server. Carries out the command of its command line, or serves without one. */
export async function runServerProgram(
  commands: ServerCommands,
  start: (logger: ServerLogger) => Promise<Service>,
): Promise<void> {
  const answered = answer(commands);
  if (answered === null) return runService(start);
  const { text, status } = answered;
  process.exitCode = status;
  (status === 0 ? process.stdout : process.stderr).write(`${text}\n`);
}

import { runService, type Service } from './run-service';
import { answerCommand, type ServerCommands } from './server-command';
import type { ServerLogger } from './server-logger';
import { startFailure } from './start-failure';

/** What the program of a server prints, and with which status it ends then; null when it is to serve. */
function answer(commands: ServerCommands): { text: string; status: 0 | 1 } | null {
  try {
    const text = answerCommand(commands, process.argv.slice(2), process.env);
    return text === null ? null : { text, status: 0 };
  } catch (error) {
    return { text: String(startFailure(error)), status: 1 };
  }
}

/** The whole program of a server: does what its command line asks for, and serves where that is nothing. */
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

import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

/** The folder of the workspace. */
export const workspace = resolve(import.meta.dirname, '../..');
const programs = resolve(workspace, 'node_modules/.bin');

/**
 * Runs a command of the workspace in its own process, without input.
 * @param env variables in addition to those of this process.
 * @returns whether it succeeded, and its output.
 */
export async function runCommand(command, env = {}) {
  const [program, ...args] = command.split(' ');
  const child = spawn(program, args, {
    cwd: workspace,
    env: {
      ...process.env,
      CI: 'true',
      NX_DAEMON: 'false',
      PATH: `${programs}${delimiter}${process.env.PATH}`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill('SIGTERM');
  process.once('SIGTERM', end);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(data));
  const succeeded = await new Promise((done, fail) => {
    child.on('close', (code) => done(code === 0)).on('error', fail);
  });
  process.off('SIGTERM', end);
  return { succeeded, output: Buffer.concat(said).toString() };
}

import { execFile, type ExecFileException } from 'node:child_process';
import { join } from 'node:path';

const WORKSPACE = join(__dirname, '../../..');

/** The built program, as its users run it. */
export const PROGRAM = join(WORKSPACE, 'dist/apps/voice-cli/main.js');

/** How a run ended and what it wrote. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The path of a file of `libs/testing/assets`. */
export function asset(name: string): string {
  return join(WORKSPACE, 'libs/testing/assets', name);
}

/** Runs the program; `nodeOptions` come before it. */
export function voiceCli(
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): Promise<Run> {
  return execute(process.execPath, [...nodeOptions, PROGRAM, ...args]);
}

/** Runs any program to its end. */
export function execute(program: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 16 * 1024 * 1024 };
    execFile(program, args, options, (error: ExecFileException | null, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

/** What `measure --json` says of these arguments, a value for each line. */
export async function measured(...args: string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await voiceCli(['measure', '--json', ...args]);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const WORKSPACE = join(__dirname, '../../..');

/** Path of the built program. */
export const PROGRAM = join(WORKSPACE, 'dist/apps/voice-cli/main.js');

/** The exit status and the output of a run. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Input and environment of a program. */
export interface Around {
  /** Replaces the environment of the test. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; empty unless given. */
  readonly input?: string;
}

/** The path of a file in `libs/testing/assets`. */
export function asset(name: string): string {
  return join(WORKSPACE, 'libs/testing/assets', name);
}

/**
 * Runs the program.
 * @param nodeOptions options of Node.js, before the program.
 */
export function voiceCli(
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): Promise<Run> {
  return execute(process.execPath, [...nodeOptions, PROGRAM, ...args]);
}

/** Runs the program with other input or another environment. */
export function voiceCliIn(around: Around, args: readonly string[]): Promise<Run> {
  return execute(process.execPath, [PROGRAM, ...args], around);
}

/**
 * Runs a program to its end.
 * @throws Error when it cannot be started.
 */
export async function execute(
  program: string,
  args: readonly string[],
  { env, input }: Around = {},
): Promise<Run> {
  const child = spawn(program, args, { env: env ?? process.env });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  child.stdin.on('error', () => undefined).end(input);
  const [status] = (await once(child, 'close')) as [number];
  return { status, ...written };
}

/** The values that `measure --json` prints, one for each line. */
export async function measured(...args: string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await voiceCli(['measure', '--json', ...args]);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

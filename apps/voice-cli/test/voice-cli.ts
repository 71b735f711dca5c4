import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** What a program has around it. */
export interface Around {
  /** Replaces the environment of the test. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is on its standard input; nothing without it. */
  readonly input?: string;
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

/** Runs the program in other context. */
export function voiceCliIn(around: Around, args: readonly string[]): Promise<Run> {
  return execute(process.execPath, [PROGRAM, ...args], around);
}

/** Runs any program to its end. @throws Error when it cannot be started. */
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

/** What `measure --json` says of these arguments, a value for each line. */
export async function measured(...args: string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await voiceCli(['measure', '--json', ...args]);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

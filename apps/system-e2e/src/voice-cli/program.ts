import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { dataFolder } from '../processes/running';

/** The built program. */
export const PROGRAM = join(__dirname, '../../../../dist/apps/voice-cli/main.js');

/** The exit status and the output of a run. */
export interface Run {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

const running = new Set<Program>();

/** The command line client as a separate process. A test reads and writes its streams. */
export class Program {
  /** Resolves when the process has ended. */
  readonly ended: Promise<Run>;
  private readonly stdout: Buffer[] = [];
  private complaints = '';

  private constructor(readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on('data', (piece: Buffer) => {
      this.stdout.push(piece);
      child.emit('output');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.complaints += text;
      child.emit('output');
    });
    // A program may end before it has read everything.
    child.stdin.on('error', () => undefined);
    this.ended = once(child, 'close').then(([status]) => ({
      status: status as number | null,
      stdout: this.output,
      stderr: this.complaints,
    }));
    child.once('close', () => {
      running.delete(this);
      child.emit('output');
    });
  }

  /**
   * Starts the program. Its environment has only `PATH`, a folder for this test file's known servers, and
   * `env`.
   */
  static start(args: readonly string[], env: Environment = {}): Program {
    return Program.spawn(process.execPath, [PROGRAM, ...args], env);
  }

  /** Starts any program in the same way. */
  static spawn(command: string, args: readonly string[], env: Environment = {}): Program {
    const path = process.env['PATH'] ?? '';
    const around = { PATH: path, SEALWAVE_DATA_DIR: dataFolder(), ...env };
    const program = new Program(spawn(command, args, { env: around }));
    running.add(program);
    return program;
  }

  /** Runs the program to its end, with `input` on its standard input. */
  static run(args: readonly string[], env: Environment = {}, input?: Uint8Array): Promise<Run> {
    const program = Program.start(args, env);
    program.child.stdin.end(input);
    return program.ended;
  }

  /** Everything on its standard output so far. */
  get output(): Buffer {
    return Buffer.concat(this.stdout);
  }

  /**
   * Resolves when the program has written `text` to stdout or stderr.
   * @throws Error when it ends before.
   */
  async wrote(text: string, times = 1): Promise<void> {
    while (this.everything.split(text).length <= times) {
      if (!running.has(this)) throw new Error(`no "${text}" in:\n${this.everything}`);
      await once(this.child, 'output');
    }
  }

  private get everything(): string {
    return this.output.toString() + this.complaints;
  }
}

/** Ends every program of this test file that is still running. */
export async function endAll(): Promise<void> {
  const ends = [...running].map(({ child, ended }) => {
    child.kill('SIGKILL');
    return ended;
  });
  await Promise.all(ends);
}

/** Starts a listener with `args`. Resolves when it has entered the lobby of the server on `port`. */
export async function listener(
  port: number,
  args: readonly string[],
  env: Environment = {},
): Promise<Program> {
  const program = Program.start(['listen', '--verbose', '--to', `127.0.0.1:${port}`, ...args], env);
  await program.wrote('connected to');
  return program;
}

/** The lines of JSON that a run printed. */
export function linesOf({ stdout }: Run): Record<string, unknown>[] {
  const lines = stdout.toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

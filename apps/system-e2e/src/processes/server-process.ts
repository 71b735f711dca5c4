import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import memorySettings from '../../../../tools/start/memory-settings.json';

const apps = join(__dirname, '../../../../dist/apps');

const probe = join(__dirname, 'defect-probe.mjs');

export type Settings = Readonly<Record<string, string | number>>;

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A built server, run as its users run it. It has its own process, and its settings in the environment. */
export class ServerProcess {
  /** Resolves when the process has ended. */
  readonly exited: Promise<Exit>;
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    /** The address that the server reported. */
    readonly url: string,
  ) {
    this.exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  }

  /**
   * Starts a server. Resolves once it accepts connections.
   * @param output descriptor of a file for its log; {@link log} is empty then.
   * @throws Error with its output if it ends instead.
   */
  static async start(
    app: 'voice-server' | 'gateway',
    settings: Settings,
    output?: number,
  ): Promise<ServerProcess> {
    // The same as in `npm start`.
    const around = { PATH: process.env['PATH'], ...memorySettings };
    const env = { ...around, ...settings } as NodeJS.ProcessEnv;
    const execArgv = ['--import', pathToFileURL(probe).href];
    const log = output ?? 'pipe';
    const child = fork(join(apps, app, 'main.js'), {
      ...{ env, execArgv, stdio: ['ignore', log, log, 'ipc'] },
    });
    const abandon = (): boolean => child.kill('SIGKILL');
    process.once('exit', abandon);
    child.once('exit', () => process.off('exit', abandon));

    const chunks: string[] = [];
    let keep = (text: string): unknown => chunks.push(text);
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => keep(text));

    const ended = once(child, 'exit').then(() => {
      throw new Error(`${app} did not start:\n${chunks.join('')}`);
    });
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
    ended.catch(() => undefined); // The process may end later, which is not an unhandled rejection.
    const server = new ServerProcess(child, message.url);
    keep = (text) => server.keep(text);
    server.keep(chunks.join(''));
    return server;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Everything that the server has written so far. */
  get log(): string {
    return this.output;
  }

  /** Resolves when the server has written `text` after the first `since` characters of its log. */
  async logged(text: string, since = 0): Promise<void> {
    while (!this.output.includes(text, since)) await once(this.child, 'output');
  }

  /** Memory of the process in megabytes: data, highest resident, currently resident (Linux). */
  memoryMb(field: 'VmData' | 'VmHWM' | 'VmRSS'): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  }

  /** Closes the server's output. The server cannot write any more. */
  closeOutput(): void {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }

  /** Makes the server fail in an unexpected way, with `secret` in the error's message. */
  fail(how: 'throw' | 'reject', secret: string): void {
    this.child.send({ event: 'fail', how, secret });
  }

  /** Makes the server free memory that it no longer needs. */
  async collectGarbage(): Promise<void> {
    const collected = once(this.child, 'message');
    this.child.send({ event: 'collect-garbage' });
    await collected;
  }

  /** Sends a signal that does not end the process. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the process and waits for its end. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.child.kill(signal);
    return this.exited;
  }

  private keep(text: string): void {
    this.output += text;
    this.child.emit('output');
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';

const DIST = join(__dirname, '../../../../dist/apps');

interface Listening {
  readonly event: 'listening';
  readonly url: string;
}

/** A built server in a separate process, as people run it. */
export class ServerProcess {
  private child: ChildProcess | null = null;
  private port = '0';
  private reportedUrl = '';
  private log = '';
  private readonly written = new EventEmitter();

  constructor(
    private readonly app: 'voice-server' | 'gateway',
    private readonly environment: (port: string) => Record<string, string>,
  ) {}

  /** `host:port`; the same after a restart. */
  get address(): string {
    return `localhost:${this.port}`;
  }

  /** The address that it reports. */
  get url(): string {
    return this.reportedUrl;
  }

  /** Everything that it has written so far. */
  get output(): string {
    return this.log;
  }

  /** Resolves once its output satisfies `holds`. */
  async wrote(holds: (log: string) => boolean): Promise<void> {
    while (!holds(this.log)) await once(this.written, 'more');
  }

  /** Starts the server, or restarts it on its previous port. Resolves once it listens. */
  async start(): Promise<void> {
    this.child = fork(join(DIST, this.app, 'main.js'), {
      env: { ...process.env, ...this.environment(this.port) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        this.log += text;
        this.written.emit('more');
      });
    }
    const started = await Promise.race([once(this.child, 'message'), once(this.child, 'exit')]);
    const { url } = started[0] as Partial<Listening>;
    if (!url) throw new Error(`${this.app} did not start:\n${this.log}`);
    this.reportedUrl = url;
    this.port = new URL(url).port;
  }

  /** Kills the server without a warning, like a crash. */
  async kill(): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerTrust } from '@sealwave/node/connection';
import {
  CONNECTION_LIMITS,
  VoiceClient,
  type VoiceClientOptions,
} from '@sealwave/node/voice-client';
import type { RoomCredential } from '@sealwave/room';

const CLIENTS = 500;
/** A restart loses the rooms; the first client to return creates its room again. */
const ROOMS = 10;
const LIMIT_S = 5;
const RUNS = 3;
/** Fewer than the limit of concurrent handshakes, for the initial connections. */
const AT_ONCE = 20;

const program = join(process.cwd(), 'dist/apps/voice-server/main.js');
if (!existsSync(program)) {
  console.error('there is no built server: npx nx build voice-server');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'sealwave-bench-'));

/** Starts the built server; resolves with its port once it listens. Loopback has no limits per address. */
async function start(
  port: number,
): Promise<{ readonly server: ChildProcess; readonly port: number }> {
  const env = {
    PATH: process.env['PATH'],
    VOICE_PORT: String(port),
    VOICE_DATA_DIR: folder,
    VOICE_TRUSTED_PEERS: '127.0.0.0/8',
  };
  const server = fork(program, { env: env as unknown as NodeJS.ProcessEnv, silent: true });
  server.stdout?.resume();
  const [{ url }] = (await once(server, 'message')) as [{ readonly url: string }];
  return { server, port: Number(new URL(url).port) };
}

const options: VoiceClientOptions = {
  ...CONNECTION_LIMITS,
  connectTimeoutMs: 3_000,
  handshakeMs: 10_000,
  helloMs: 2_000,
  trust: new ServerTrust('require', [], new Map()),
};

const rooms: readonly RoomCredential[] = Array.from({ length: ROOMS }, () => ({
  id: randomBytes(16).toString('base64url'),
  access: randomBytes(32).toString('base64url'),
}));

/** The clients of a room, and their state. */
class Crowd {
  private readonly clients: VoiceClient[] = [];
  private here = 0;
  private refusals = 0;
  private wake = (): void => undefined;

  /** Attempts that the server refused since the last call. */
  takeRefusals(): number {
    const { refusals } = this;
    this.refusals = 0;
    return refusals;
  }

  async enter(port: number): Promise<void> {
    const join = { room: rooms[this.clients.length % ROOMS] };
    const client = new VoiceClient(
      { host: '127.0.0.1', port },
      { ...options, join },
      {
        onAudio: () => undefined,
        onDropped: () => undefined,
        onReconnecting: () => undefined,
        onGivenUp: (error) => {
          throw error;
        },
        onProblem: () => {
          this.refusals++;
        },
        onLost: () => this.count(-1),
        onReconnected: () => this.count(1),
      },
    );
    this.clients.push(client);
    await client.connect();
    this.count(1);
  }

  async reached(count: number): Promise<void> {
    while (this.here !== count) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  close(): void {
    for (const client of this.clients) client.close();
  }

  private count(change: number): void {
    this.here += change;
    this.wake();
  }
}

const crowd = new Crowd();
let { server, port } = await start(0);
for (let entered = 0; entered < CLIENTS; entered += AT_ONCE) {
  await Promise.all(Array.from({ length: AT_ONCE }, () => crowd.enter(port)));
}

console.log(
  `\n${CLIENTS} secured clients come back, to ${ROOMS} rooms, to a restarted server, seconds`,
);
for (let run = 1; run <= RUNS; run++) {
  const stoppedAt = performance.now();
  server.kill('SIGTERM');
  await once(server, 'exit');
  await crowd.reached(0);
  crowd.takeRefusals();
  ({ server, port } = await start(port));
  const startedAt = performance.now();
  await crowd.reached(CLIENTS);
  const now = performance.now();
  const took = (now - startedAt) / 1_000;
  const isMet = took <= LIMIT_S;
  if (!isMet) process.exitCode = 1;
  console.log(
    `run ${run}: ${took.toFixed(2)} since it listens, ${((now - stoppedAt) / 1_000).toFixed(2)} since it was stopped; ` +
      `${crowd.takeRefusals()} attempts in vain; limit ${LIMIT_S} ${isMet ? 'met' : 'missed'}`,
  );
}
crowd.close();
server.kill('SIGTERM');
await once(server, 'exit');
rmSync(folder, { recursive: true });

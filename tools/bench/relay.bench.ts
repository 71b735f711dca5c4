import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { ServerTrust } from '@sealwave/node/connection';
import {
  CONNECTION_LIMITS,
  VoiceClient,
  type VoiceClientOptions,
} from '@sealwave/node/voice-client';

/** Sizes as in the table of other relays' costs; a frame of 20 ms is 160 bytes. */
const MEMBERS = 100;
const AUDIO_BYTES = 160;
const GAP_MS = 20;
const SECONDS = 5;
const RUNS = 3;
const AT_ONCE = 20;

const program = join(process.cwd(), 'dist/apps/voice-server/main.js');
if (!existsSync(program)) {
  console.error('there is no built server: npx nx build voice-server');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'sealwave-bench-'));
const env = { PATH: process.env['PATH'], VOICE_PORT: '0', VOICE_DATA_DIR: folder };
const server = fork(program, { env: env as unknown as NodeJS.ProcessEnv, silent: true });
server.stdout?.resume();
const [{ url }] = (await once(server, 'message')) as [{ readonly url: string }];
const target = { host: '127.0.0.1', port: Number(new URL(url).port) };

const options: VoiceClientOptions = {
  ...CONNECTION_LIMITS,
  connectTimeoutMs: 3_000,
  handshakeMs: 10_000,
  helloMs: 2_000,
  trust: new ServerTrust('require', [], new Map()),
};

let delivered = 0;
const observer = {
  onAudio: () => {
    delivered++;
  },
  onDropped: () => undefined,
  onReconnecting: () => undefined,
  onReconnected: () => undefined,
  onGivenUp: () => undefined,
  onProblem: () => undefined,
  onLost: () => undefined,
};

/** Processor time of the server in seconds, with its library threads (Linux). */
function computedSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const clients = Array.from({ length: MEMBERS }, () => new VoiceClient(target, options, observer));
for (let i = 0; i < MEMBERS; i += AT_ONCE) {
  await Promise.all(clients.slice(i, i + AT_ONCE).map((client) => client.connect()));
}
console.log(
  `\nwhat a server computes for one delivered message of ${AUDIO_BYTES} bytes, in the lobby, µs`,
);
for (const speakers of [1, 5]) {
  for (let run = 1; run <= RUNS; run++) {
    delivered = 0;
    const before = computedSeconds(server);
    const began = performance.now();
    const frames = (SECONDS * 1_000) / GAP_MS;
    for (let i = 0; i < frames; i++) {
      await after(began + i * GAP_MS - performance.now());
      for (const client of clients.slice(0, speakers)) {
        runInBackground(() => client.sendAudio(new Uint8Array(AUDIO_BYTES)), reportDefect);
      }
    }
    const all = frames * speakers * (MEMBERS - 1);
    while (delivered < all) await after(GAP_MS);
    const micros = ((computedSeconds(server) - before) * 1e6) / all;
    console.log(`${MEMBERS} members, ${speakers} of them speak, run ${run}: ${micros.toFixed(1)}`);
  }
}
clients.forEach((client) => client.close());
server.kill('SIGTERM');
await once(server, 'exit');
rmSync(folder, { recursive: true });

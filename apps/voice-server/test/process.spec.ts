import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build, type BuildOptions, stop } from 'esbuild';
import { TestClient } from './test-client';

const WORKSPACE = join(__dirname, '../../..');

/** Compiles `main.ts` as the build does, into a folder from which `node_modules` is found. */
async function compileInto(folder: string): Promise<string> {
  const options = createRequire(__filename)(
    join(WORKSPACE, 'tools/esbuild/node-app.cjs'),
  ) as BuildOptions;
  const outfile = join(folder, 'main.mjs');
  await build({
    ...options,
    entryPoints: [join(__dirname, '../src/main.ts')],
    tsconfig: join(__dirname, '../tsconfig.json'),
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
  });
  // Its own process would keep this one alive.
  await stop();
  return outfile;
}

const children: ChildProcess[] = [];

/** The server as a process, and what it wrote. */
function started(main: string, env: NodeJS.ProcessEnv) {
  const child = fork(main, { env: { PATH: process.env['PATH'], ...env }, silent: true });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  children.push(child);
  return { child, text: () => output.join(''), status: exitStatus(child) };
}

async function exitStatus(child: ChildProcess): Promise<number | string> {
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return code ?? String(signal);
}

describe('the voice server as a process', () => {
  let folder: string;
  let main: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(WORKSPACE, 'node_modules/.voice-server-spec-'));
    main = await compileInto(folder);
  }, 60_000);

  /** Whatever went wrong, no process is left behind. */
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

  afterAll(() => rm(folder, { recursive: true }));

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints its address, and exits at %s while clients are connected',
    async (signal) => {
      const env = { VOICE_PORT: '0', VOICE_BYTES_PER_SECOND: '1024' };
      const { child, text, status } = started(main, env);
      const [message] = (await once(child, 'message')) as [{ event: string; url: string }];
      expect(message).toEqual({
        event: 'listening',
        url: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/),
      });
      const clients = await Promise.all(
        [1, 2].map(() => TestClient.connect(Number(new URL(message.url).port))),
      );
      // More than the burst: the sender is held back for minutes, and still ends at once.
      for (let i = 0; i < 3; i++) clients[0].send(new Uint8Array(4_000_000));
      for (let i = 0; i < 3; i++) await clients[1].receive();
      child.kill(signal);
      await Promise.all(clients.map((client) => client.cutOff()));
      expect(await status).toBe(0);
      expect(text()).not.toContain('"level":"error"');
    },
    60_000,
  );

  it('exits when its parent is gone', async () => {
    const { child } = started(main, { VOICE_PORT: '0' });
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 60_000);

  it('prints in one line why it cannot listen', async () => {
    const other = createServer().listen(0, '127.0.0.1').unref();
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const noHost = 'the configured host is not an address of this machine';
    const attempts = [
      [{ VOICE_PORT: port }, `port ${port} is in use by another program`],
      [{ VOICE_PORT: '0', VOICE_HOST: '203.0.113.1' }, noHost],
      [{ VOICE_PORT: '0', VOICE_HOST: 'nowhere.invalid' }, noHost],
    ] as const;
    for (const [env, message] of attempts) {
      const { text, status } = started(main, env);
      expect(await status).toBe(1);
      const complaints = text()
        .split('\n')
        .filter((line) => /"level":"(error|fatal)"/.test(line));
      expect(complaints.map((line) => JSON.parse(line))).toMatchObject([{ message }]);
    }
    other.close();
  }, 60_000);

  it('lists all problems of its configuration', async () => {
    const { text, status } = started(main, {
      VOICE_PORT: '70000',
      VOICE_PROT: '1',
      VOICE_BASE_KEY_FORMAT: 'jwk',
      VOICE_TRUSTED_PEERS: '10.0.0.0/8,300.1.1.1/8,10.0.0.0/33',
    });
    expect(await status).toBe(1);
    const complaints = text().trim().split('\n');
    expect(complaints).toHaveLength(1);
    for (const name of ['PORT', 'PROT', 'BASE_KEY_FORMAT', 'TRUSTED_PEERS']) {
      expect(complaints[0]).toContain(`VOICE_${name}`);
    }
  }, 60_000);
});

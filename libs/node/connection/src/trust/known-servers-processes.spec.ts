import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { ServerIdentity } from '@sealwave/node/hop';
import { KnownServersFile } from './known-servers';

const PROCESSES = 4;
const MEETINGS = 50;

const { fingerprint } = ServerIdentity.generate();

/** A process that meets one server after the other, and remembers each. */
const MEETER = `
  import { KnownServersFile } from './known-servers';
  const [, , path, name] = process.argv;
  const file = new KnownServersFile(path);
  process.once('message', () => {
    for (let n = 0; n < ${MEETINGS}; n++) {
      file.set(name + ':' + n, { fingerprint: '${fingerprint}', next: null });
    }
    process.disconnect();
  });
  process.send('ready');
`;

describe('KnownServersFile of several processes', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sealwave-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stores the servers that several processes meet at the same time', async () => {
    const program = join(folder, 'meeter.cjs');
    buildSync({
      stdin: { contents: MEETER, resolveDir: __dirname, loader: 'ts' },
      tsconfig: join(__dirname, '../../../../../tsconfig.base.json'),
      ...{ bundle: true, platform: 'node', outfile: program, logLevel: 'error' },
    });
    const path = join(folder, 'data', 'known_servers.json');
    const meeters = Array.from({ length: PROCESSES }, (_, i) => fork(program, [path, `host${i}`]));
    await Promise.all(meeters.map((meeter) => once(meeter, 'message')));
    const ends = meeters.map((meeter) => once(meeter, 'exit'));
    for (const meeter of meeters) meeter.send('go');
    expect(await Promise.all(ends)).toEqual(meeters.map(() => [0, null]));

    const file = new KnownServersFile(path);
    const lost = meeters.flatMap((_, i) =>
      Array.from({ length: MEETINGS }, (_, n) => `host${i}:${n}`).filter((at) => !file.get(at)),
    );
    expect(lost).toEqual([]);
  }, 60_000);
});

import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import { ServerIdentity } from '@sealwave/node/hop';
import { KnownServersFile } from './known-servers';
import { ServerTrust } from './server-trust';

const [one, two] = [1, 2].map(() => ServerIdentity.generate().fingerprint);

describe('KnownServersFile', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sealwave-'));
    path = join(folder, 'data', 'known_servers.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('remembers servers across processes, in a file that only this account can read', () => {
    new KnownServersFile(path).set('a:1', { fingerprint: one, next: two });
    expect(new KnownServersFile(path).get('a:1')).toEqual({ fingerprint: one, next: two });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['known_servers.json']);
  });

  it('knows no server before the first contact', () => {
    expect(new KnownServersFile(path).get('a:1')).toBeUndefined();
  });

  it('keeps servers that another process has met in the meantime', () => {
    const [ours, theirs] = [new KnownServersFile(path), new KnownServersFile(path)];
    ours.set('a:1', { fingerprint: one, next: null });
    theirs.set('b:2', { fingerprint: two, next: null });
    const later = new KnownServersFile(path);
    expect([later.get('a:1'), later.get('b:2')]).toEqual([
      { fingerprint: one, next: null },
      { fingerprint: two, next: null },
    ]);
  });

  it('rejects another identity for a server that another process has met meanwhile', () => {
    const earlier = new KnownServersFile(path);
    new KnownServersFile(path).set('a:1', { fingerprint: one, next: null });
    const trust = new ServerTrust('require', [], earlier);
    const target = { host: 'a', port: 1 };
    const impostor = { fingerprint: two, nextFingerprint: null };
    expect(() => trust.accept(target, impostor)).toThrow(
      expect.objectContaining({ code: ErrorCode.IdentityChanged }),
    );
    expect(earlier.get('a:1')).toEqual({ fingerprint: one, next: null });
  });

  it.each([
    '',
    'null',
    '{"version":2,"servers":{}}',
    '{"version":1}',
    '{"version":1,"servers":{"a:1":{"fingerprint":"svc1:short"}}}',
    '{"version":1,"servers":{"a:1":null}}',
  ])('refuses a file with %s', (text) => {
    const file = join(folder, 'file');
    writeFileSync(file, text);
    expect(() => new KnownServersFile(file)).toThrow(
      expect.objectContaining({ code: ErrorCode.Config, peerFault: false }),
    );
  });

  it('reports when it cannot write', () => {
    writeFileSync(join(folder, 'data'), 'a file instead of a folder');
    const file = new KnownServersFile(join(folder, 'known'));
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(() => file.set('a:1', { fingerprint: one, next: null })).toThrow(
      expect.objectContaining({ code: ErrorCode.Config }),
    );
    expect(() => file.get('a:1')).toThrow(expect.objectContaining({ code: ErrorCode.Config }));
  });
});

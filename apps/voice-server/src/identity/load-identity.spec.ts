import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import { ServerIdentity } from '@sealwave/node/hop';
import { VoiceServerConfig } from '../voice-server.config';
import { loadIdentity } from './load-identity';

describe('loadIdentity', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sealwave-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const load = (settings: Partial<VoiceServerConfig> = {}) =>
    loadIdentity(
      Object.assign(new VoiceServerConfig(), { VOICE_DATA_DIR: join(folder, 'data') }, settings),
    );

  it('makes an identity at the first start, in a file that only this account can read, and keeps it', () => {
    const first = load();
    expect(load().identity.fingerprint).toBe(first.identity.fingerprint);
    expect(first).toMatchObject({ nextIdentity: undefined, requiresSecuredHop: false });
    expect(readdirSync(join(folder, 'data'))).toEqual(['identity.key']);
    expect(statSync(join(folder, 'data/identity.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  });

  it('loads the given identity and the next one', () => {
    const [now, next] = [ServerIdentity.generate(), ServerIdentity.generate()];
    writeFileSync(join(folder, 'now.pem'), now.toPem(), { mode: 0o600 });
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/next-identity.key'), next.toPem(), { mode: 0o600 });
    const responder = load({ VOICE_IDENTITY_KEY_FILE: join(folder, 'now.pem') });
    expect(responder.identity.fingerprint).toBe(now.fingerprint);
    expect(responder.nextIdentity).toEqual(next.point);
    expect(readdirSync(join(folder, 'data'))).toEqual(['next-identity.key']);
  });

  it('refuses a file without an identity, and does not change it', () => {
    const file = join(folder, 'broken');
    writeFileSync(file, 'not a key', { mode: 0o600 });
    expect(() => load({ VOICE_IDENTITY_KEY_FILE: file })).toThrow(
      expect.objectContaining({ code: ErrorCode.Config, peerFault: false }),
    );
    expect(statSync(file).size).toBe(9);
  });

  it.each([0o644, 0o660, 0o604])('refuses a key that others can read or change (%i)', (mode) => {
    load();
    const file = join(folder, 'data/identity.key');
    chmodSync(file, mode);
    expect(() => load()).toThrow(
      expect.objectContaining({
        code: ErrorCode.Config,
        message: expect.stringContaining('chmod 600'),
      }),
    );
  });

  const messageOf = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  it.each([
    ['identity.key', 'VOICE_IDENTITY_KEY_FILE'],
    ['next-identity.key', 'VOICE_NEXT_IDENTITY_KEY_FILE'],
  ])(
    'names a remedy for %s where chmod does not help, as for a mounted secret',
    (name, setting) => {
      const file = join(folder, 'data', name);
      load();
      writeFileSync(file, ServerIdentity.generate().toPem(), { flag: 'w' });
      chmodSync(file, 0o444);
      const message = messageOf(load);
      for (const part of ['(mode 0444)', `chmod 600 ${file}`, 'umask=077', 'mode 0400', setting])
        expect(message).toContain(part);
    },
  );

  it('names a remedy when a key cannot be stored or read', () => {
    // What is written first has a longer name, for which there is no room.
    const unstored = messageOf(() => load({ VOICE_IDENTITY_KEY_FILE: 'k'.repeat(250) }));
    for (const part of ['(ENAMETOOLONG)', 'VOICE_DATA_DIR', 'VOICE_IDENTITY_KEY_FILE'])
      expect(unstored).toContain(part);
    const unread = messageOf(() => load({ VOICE_NEXT_IDENTITY_KEY_FILE: folder }));
    for (const part of ['(EISDIR)', 'VOICE_NEXT_IDENTITY_KEY_FILE']) expect(unread).toContain(part);
  });

  it('does not write its draft through a link', () => {
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'untouched');
    mkdirSync(join(folder, 'data'));
    symlinkSync(victim, join(folder, `data/identity.key.${process.pid}`));
    load();
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
  });

  it('refuses to start when it cannot store an identity', () => {
    writeFileSync(join(folder, 'data'), 'a file instead of the folder');
    expect(() => load({ VOICE_IDENTITY_KEY_FILE: 'sub/identity.key' })).toThrow(
      expect.objectContaining({ code: ErrorCode.Config }),
    );
  });
});

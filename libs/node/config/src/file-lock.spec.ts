import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFileLock } from './file-lock';

describe('withFileLock', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sealwave-'));
    path = join(folder, 'file');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds the lock during the work, and leaves no file behind', () => {
    expect(withFileLock(path, () => existsSync(`${path}.lock`))).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('releases the lock when the work fails', () => {
    const fail = () => {
      throw new Error('why');
    };
    expect(() => withFileLock(path, fail)).toThrow('why');
    expect(withFileLock(path, () => 'again')).toBe('again');
  });

  it.each([
    ['was left behind', 0],
    ['was left behind before the clock was set back', Date.now() / 1000 + 3_600],
  ])('removes a lock that %s', (_, seconds) => {
    writeFileSync(`${path}.lock`, '1 gone');
    utimesSync(`${path}.lock`, seconds, seconds);
    expect(withFileLock(path, () => 'done')).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('reports when it cannot create a lock', () => {
    writeFileSync(path, 'a file instead of a folder');
    expect(() => withFileLock(join(path, 'file'), () => 'done')).toThrow();
  });
});

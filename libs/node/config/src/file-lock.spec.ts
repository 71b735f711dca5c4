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

  it('has the lock during the work, and leaves nothing behind', () => {
    expect(withFileLock(path, () => existsSync(`${path}.lock`))).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives it back when the work fails', () => {
    const fail = () => {
      throw new Error('why');
    };
    expect(() => withFileLock(path, fail)).toThrow('why');
    expect(withFileLock(path, () => 'again')).toBe('again');
  });

  it.each([
    ['was left behind', 0],
    ['was left behind before the clock was set back', Date.now() / 1000 + 3_600],
  ])('takes one away that %s', (_, seconds) => {
    writeFileSync(`${path}.lock`, '1 gone');
    utimesSync(`${path}.lock`, seconds, seconds);
    expect(withFileLock(path, () => 'done')).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so where there cannot be one', () => {
    writeFileSync(path, 'a file instead of a folder');
    expect(() => withFileLock(join(path, 'file'), () => 'done')).toThrow();
  });
});

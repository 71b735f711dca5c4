import fs, {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createPrivateFile, readPrivateFile, replacePrivateFile } from './private-file';

/** The steps that decide what a power cut leaves. */
const STEPS = ['openSync', 'fsyncSync', 'linkSync', 'renameSync'] as const;

describe('private files', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sealwave-'));
    path = join(folder, 'data', 'key');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['created', createPrivateFile],
    ['replaced', replacePrivateFile],
  ])('are readable for this account only when they are %s, and leave no other file', (_, write) => {
    write(path, 'secret');
    expect(readPrivateFile(path)).toEqual({ text: 'secret', isExposed: false, mode: 0o600 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['key']);
  });

  it.each([
    ['created', createPrivateFile, 'linkSync'],
    ['replaced', replacePrivateFile, 'renameSync'],
  ])(
    'are on the disk when they are %s: the text before its name, then the folder',
    (_, write, name) => {
      const done: string[] = [];
      const opened = new Map<number, string>();
      const noted = STEPS.map((step) => {
        const real = fs[step] as (...how: unknown[]) => unknown;
        return jest.spyOn(fs, step).mockImplementation((...how: unknown[]): never => {
          const result = real(...how);
          if (step === 'openSync') opened.set(result as number, basename(String(how[0])));
          else done.push(step === 'fsyncSync' ? `sync ${opened.get(how[0] as number)}` : step);
          return result as never;
        });
      });
      write(path, 'secret');
      for (const spy of noted) spy.mockRestore();
      expect(done).toEqual([expect.stringMatching(/^sync key\.\w+$/), name, 'sync data']);
    },
  );

  it('are not created twice, and are replaced as a whole', () => {
    expect(createPrivateFile(path, 'one')).toBe(true);
    expect(createPrivateFile(path, 'two')).toBe(false);
    expect(readPrivateFile(path)?.text).toBe('one');
    replacePrivateFile(path, 'three');
    expect(readPrivateFile(path)?.text).toBe('three');
    expect(readdirSync(join(folder, 'data'))).toEqual(['key']);
  });

  it('are not written through a link that replaced their draft', () => {
    createPrivateFile(join(folder, 'data', 'other'), 'x');
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'untouched');
    for (const name of [`key.${process.pid}`, 'key.draft']) {
      symlinkSync(victim, join(folder, 'data', name));
    }
    expect(createPrivateFile(path, 'secret')).toBe(true);
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
  });

  it.each([
    [0o600, false],
    [0o400, false],
    [0o640, false],
    [0o660, true],
    [0o604, true],
    [0o644, true],
  ])('report for mode %i whether others can read or change them', (mode, isExposed) => {
    createPrivateFile(path, 'secret');
    chmodSync(path, mode);
    expect(readPrivateFile(path)?.isExposed).toBe(isExposed);
  });

  it('are null when they do not exist', () => {
    expect(readPrivateFile(path)).toBeNull();
  });
});

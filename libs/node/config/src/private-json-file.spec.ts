import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import { type JsonForm, PrivateJsonFile } from './private-json-file';

const WORDS: JsonForm<readonly string[]> = {
  name: 'a list of words',
  empty: [],
  parse: (json) => (Array.isArray(json) ? json.map(String) : null),
  toJson: (words) => words,
  isSecret: true,
};

describe('PrivateJsonFile', () => {
  let folder: string;
  let path: string;
  let file: PrivateJsonFile<readonly string[]>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sealwave-'));
    path = join(folder, 'data', 'words.json');
    file = new PrivateJsonFile(path, WORDS);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is empty before the first update, and then private to this account, as is its folder', () => {
    expect(file.read()).toEqual([]);
    expect(file.update((words) => [...words, 'one'])).toEqual(['one']);
    expect(new PrivateJsonFile(path, WORDS).read()).toEqual(['one']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  it('preserves what others have written since it was read', () => {
    file.read();
    new PrivateJsonFile(path, WORDS).update(() => ['theirs']);
    file.update((words) => [...words, 'ours']);
    expect(file.read()).toEqual(['theirs', 'ours']);
  });

  it('stays as it was when a change fails', () => {
    file.update(() => ['one']);
    const broken = (): never => {
      throw new Error('no');
    };
    expect(() => file.update(broken)).toThrow();
    expect(file.read()).toEqual(['one']);
  });

  it('refuses a secret that is a symbolic link, and does not touch where it leads', () => {
    file.update(() => ['one']);
    const elsewhere = join(folder, 'elsewhere');
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    const refused = expect.objectContaining({
      code: ErrorCode.Config,
      message: `${path} is a symbolic link`,
    });
    expect(() => file.read()).toThrow(refused);
    expect(() => file.update(() => ['two'])).toThrow(refused);
    expect(readFileSync(elsewhere, 'utf8')).toBe('["one"]\n');
    expect(new PrivateJsonFile(path, { ...WORDS, isSecret: false }).read()).toEqual(['one']);
  });

  it('refuses a secret that other accounts can read, and says how to mend that', () => {
    file.update(() => ['one']);
    chmodSync(path, 0o644);
    expect(() => file.read()).toThrow(`\`chmod 600 ${path}\``);
    expect(new PrivateJsonFile(path, { ...WORDS, isSecret: false }).read()).toEqual(['one']);
  });

  it.each(['', 'null', '{}', '[1', '"words"'])('refuses a file with %s', (text) => {
    file.update(() => []);
    writeFileSync(path, text);
    const refused = { code: ErrorCode.Config, message: `${path} is not a list of words` };
    expect(() => file.read()).toThrow(expect.objectContaining(refused));
  });
});

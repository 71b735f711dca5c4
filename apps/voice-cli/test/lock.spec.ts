import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { SoundFolder } from './sound-folder';
import { asset, voiceCliIn } from './voice-cli';

const sounds = new SoundFolder();

describe('voice-cli lock and unlock', () => {
  const memo = asset('librivox-0930.webm');
  const locked = sounds.at('memo.wav');
  let code = '';

  beforeAll(async () => {
    const { status, stdout, stderr } = await voiceCliIn({}, ['lock', memo, '--out', locked]);
    expect(status).toBe(0);
    expect(stderr).toBe(`voice-cli: ${locked} is locked; the line on stdout is its unlock code\n`);
    code = stdout.trim();
  });

  it('restore the recording bit for bit for anyone with the code', async () => {
    const out = sounds.at('memo.webm');
    const run = await voiceCliIn({}, ['unlock', locked, '--code', code, '--out', out]);
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/memo\.webm: opened; sealed at \d{4}-/);
    expect(readFileSync(out).equals(readFileSync(memo))).toBe(true);
  });

  it('read the code from stdin, and name the file after its content', async () => {
    const run = await voiceCliIn({ input: `${code.toLowerCase()}\n` }, [
      'unlock',
      locked,
      '--json',
    ]);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      type: 'unlocked',
      file: `${locked}.unlocked.webm`,
    });
    expect(statSync(`${locked}.unlocked.webm`).size).toBe(statSync(memo).size);
  });

  it('refuse a code with a mistake, the code of another file, and a changed file', async () => {
    const other = await voiceCliIn({}, ['lock', memo, '--json', '--out', sounds.at('other.wav')]);
    const { code: otherCode } = JSON.parse(other.stdout) as { code: string };
    const changed = sounds.at('changed.wav');
    const bytes = readFileSync(locked);
    bytes[1000] ^= 1;
    writeFileSync(changed, bytes);
    for (const [file, key, problem] of [
      [locked, 'not a code', 'not an unlock code'],
      [locked, otherCode, 'the unlock code belongs to another recording'],
      [changed, code, 'the sealed recording was changed'],
      [memo, code, ''],
    ]) {
      const out = sounds.at('never.webm');
      const run = await voiceCliIn({}, ['unlock', file, '--code', key, '--out', out]);
      expect(run).toMatchObject({ status: 1, stdout: '' });
      expect(run.stderr).toMatch(/^voice-cli: .*\n$/);
      expect(run.stderr).toContain(problem);
      expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
    }
  });

  it('overwrite nothing, and lock only recordings', async () => {
    const again = await voiceCliIn({}, ['lock', memo, '--out', locked]);
    expect(again).toMatchObject({ status: 2, stdout: '' });
    expect(again.stderr).toMatch(/^voice-cli: cannot write .*EEXIST/);
    const text = sounds.write('text.txt', Buffer.from('only words'));
    expect(await voiceCliIn({}, ['lock', text])).toMatchObject({ status: 1, stdout: '' });
    const noCode = await voiceCliIn({}, ['unlock', locked]);
    expect(noCode).toMatchObject({ status: 2, stderr: expect.stringContaining('no unlock code') });
  });
});

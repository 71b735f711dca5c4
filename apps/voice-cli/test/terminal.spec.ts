import { existsSync, readFileSync } from 'node:fs';
import { SoundFolder } from './sound-folder';
import { asset, execute, PROGRAM, voiceCli } from './voice-cli';

const sounds = new SoundFolder();
const files = ['librivox-0870.wav', 'librivox-0930.wav'].map(asset);
const command = `'${process.execPath}' '${PROGRAM}' measure ${files.join(' ')}`;

/** Runs a command line in a pseudo-terminal and returns what a person would have been sent. */
const inTerminal = async (line: string) =>
  (await execute('script', ['-qec', line, '/dev/null'])).stdout;

describe('the progress bar', () => {
  it('is not drawn without a terminal', async () => {
    const { stdout, stderr } = await voiceCli(['measure', ...files]);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('\x1b');
  });

  // Part of util-linux.
  if (!existsSync('/usr/bin/script')) {
    it.skip('is drawn on a terminal: skipped, for there is no `script`', () => undefined);
    return;
  }

  it('is drawn on a terminal, and removed at the end', async () => {
    const table = sounds.at('table.txt');
    const sent = await inTerminal(`${command} > ${table}`);
    expect(sent).toContain(`\r[${'.'.repeat(24)}] 0/2 0 s of librivox-0870.wav\x1b[K`);
    expect(sent.endsWith('\r\x1b[K')).toBe(true);
    expect(sent).not.toContain('SNR');
    for (const line of sent.split('\r')) expect(line.length).toBeLessThan(84);
    const { stdout } = await voiceCli(['measure', ...files]);
    expect(readFileSync(table, 'utf8')).toBe(stdout);
  });

  it('leaves room for the table', async () => {
    const sent = await inTerminal(command);
    expect(sent).toContain('\r\x1b[Kfile ');
    expect(sent).toContain('2 files, 0 unreadable');
  });

  it('is not drawn on a terminal without cursor control', async () => {
    expect(await inTerminal(`TERM=dumb ${command}`)).not.toContain('\x1b');
  });
});

describe('a reader that goes away', () => {
  it('ends the program without an error', async () => {
    const many = Array<string>(40).fill(files[1]).join(' ');
    const line = `'${process.execPath}' '${PROGRAM}' measure ${many} | head -n 1`;
    const { status, stdout, stderr } = await execute('bash', ['-o', 'pipefail', '-c', line]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^file +seconds .*\n$/);
  });
});

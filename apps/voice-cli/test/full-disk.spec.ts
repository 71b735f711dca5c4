import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asset, PROGRAM } from './voice-cli';

const WAV = asset('librivox-0930.wav');

describe('TM-D7: a command whose output cannot be written', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sealwave-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['--help', () => ['--help']],
    ['--version', () => ['--version']],
    ['send --help', () => ['send', '--help']],
    ['measure', () => ['measure', WAV]],
    ['measure --json', () => ['measure', '--json', WAV, WAV]],
    ['lock', () => ['lock', WAV, '--out', join(folder, 'locked.wav')]],
    ['doctor', () => ['doctor', '--to', '127.0.0.1:1']],
  ])('says so in one line and ends with status 2: %s', async (_, args) => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [PROGRAM, ...args()], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [status] = await once(child, 'close');
    const complaints = stderr.split('\n').filter((line) => line.includes('cannot write'));
    expect({ status, complaints }).toEqual({
      status: 2,
      complaints: [expect.stringMatching(/^voice-cli: cannot write the output: ENOSPC/)],
    });
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

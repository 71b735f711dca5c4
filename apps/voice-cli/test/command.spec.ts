import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asset, execute, PROGRAM, voiceCli } from './voice-cli';

const wav = asset('librivox-0930.wav');
const workspace = join(__dirname, '../../..');
const { bin, version } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as {
  bin: Record<string, string>;
  version: string;
};

const OPTIONS = {
  send: [
    '--to',
    '--record',
    '--raw',
    '--rate',
    '--seconds',
    '--sealed',
    '--coder',
    '--keep',
    '--wait',
    '--json',
  ],
  listen: ['--to', '--play', '--save', '--json', '--raw', '--count', '--for', '--keep'],
  talk: ['--to', '--mute', '--coder', '--keep', '--wait'],
  'room create': ['--url', '--listener', '--radio', '--keeps', '--json'],
  'room invite': ['--listener', '--json'],
  'room people': ['--to', '--name', '--wait', '--json'],
  'room verify': ['--to', '--name', '--wait', '--mark', '--code', '--json'],
  lock: ['--out', '--json'],
  unlock: ['--code', '--out', '--json'],
  ping: ['--to', '--json'],
  doctor: ['--to', '--json'],
  measure: ['--coder', '--bits', '--gain', '--write', '--table', '--json'],
};

describe('the command line', () => {
  it.each(Object.entries(OPTIONS))('prints help for %s with an example', async (name, options) => {
    const { status, stdout, stderr } = await voiceCli([...name.split(' '), '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const word of [...options, '--verbose']) expect(stdout).toContain(`  ${word} `);
    expect(stdout).toContain(`Examples:\n  `);
    expect(stdout).toContain(`voice-cli ${name}`);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThan(80);
  });

  it('prints help for every command', async () => {
    const { stdout } = await voiceCli(['--help']);
    for (const name of Object.keys(OPTIONS)) {
      expect(stdout).toContain(`\n  ${name.split(' ')[0]} `);
    }
  });

  it('is the program that the package names, and runs by itself', async () => {
    expect(join(workspace, bin['voice-cli'])).toBe(PROGRAM);
    expect(statSync(PROGRAM).mode & 0o111).toBe(0o111);
    expect((await execute(PROGRAM, ['--version'])).stdout).toBe(`${version}\n`);
  });

  it.each([
    ['nothing', [], 'no command given'],
    ['an unknown command', ['play', wav], "unknown command 'play'"],
    ['no file', ['measure'], 'no file to measure'],
    ['an unknown option', ['measure', '--loud', wav], "unknown option '--loud'"],
    ['an option without its value', ['measure', wav, '--coder'], '--coder'],
    ['an unknown coder', ['measure', '--coder', 'opus', wav], 'unknown coder opus'],
    ['bits without pcm8', ['measure', '--bits', '8', wav], '--bits needs --coder pcm8'],
    ['no bits', ['measure', '--coder', 'pcm8', '--bits', '0', wav], '--bits cannot be 0'],
    ['too many bits', ['measure', '--coder', 'pcm8', '--bits', '17', wav], '--bits cannot be 17'],
    ['half a bit', ['measure', '--coder', 'pcm8', '--bits', '7.5', wav], '--bits cannot be 7.5'],
    ['a gain in words', ['measure', '--gain', 'loud', wav], '--gain cannot be loud'],
    ['an empty gain', ['measure', '--gain', '', wav], '--gain cannot be '],
    ['an endless gain', ['measure', '--gain', '-Infinity', wav], '--gain cannot be -Infinity'],
    ['a table of a coder', ['measure', '--table', '--coder', 'nlp64', wav], '--table is of'],
    ['a table that writes', ['measure', '--table', '--write', 'heard', wav], '--table is of'],
    ['nothing to send', ['send'], 'nothing to send'],
    ['files and a microphone', ['send', '--record', wav], 'cannot be combined'],
    ['stdin and a microphone', ['send', '--record', '--raw'], 'cannot be combined'],
    ['a rate of a file', ['send', '--rate', '8000', wav], '--rate needs --raw'],
    ['a rate of zero', ['send', '--raw', '--rate', '0'], '--rate cannot be 0'],
    ['seconds of a file', ['send', '--seconds', '3', wav], '--seconds needs --record or --raw'],
    ['no seconds', ['send', '--record', '--seconds', '0'], '--seconds cannot be 0'],
    ['a sealed microphone', ['send', '--record', '--sealed'], '--sealed needs files'],
    ['a coder that is not sent', ['send', '--coder', 'mulaw', wav], '--coder cannot be mulaw'],
    ['a limit of nothing', ['listen', '--save-limit', '5'], '--save-limit needs --save'],
    ['no limit', ['listen', '--save', 'x', '--save-limit', '0'], '--save-limit cannot be 0'],
    ['samples and JSON', ['listen', '--raw', '--json'], 'cannot be combined'],
    ['a negative wait', ['send', '--wait', '-1', wav], '--wait cannot be -1'],
    ['half a message', ['listen', '--count', '0.5'], '--count cannot be 0.5'],
    ['a time in words', ['listen', '--for', 'ever'], '--for cannot be ever'],
    [
      'text that is not an address',
      ['ping', '--to', 'here:and:there'],
      '--to cannot be here:and:there',
    ],
    ['more than it takes', ['ping', 'host'], 'too many arguments'],
  ])('refuses %s in one line', async (_, args, problem) => {
    const { status, stdout, stderr } = await voiceCli(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^voice-cli: .*\n$/);
    expect(stderr).toContain(problem);
  });

  it.each([
    [['send', '--coder', 'mulaw', 'x.wav'], 'voice-cli send --help'],
    [['ping', 'host'], 'voice-cli ping --help'],
    [['listen', '--bogus'], 'voice-cli listen --help'],
    [['bogus'], 'voice-cli --help'],
    [[], 'voice-cli --help'],
  ])('refers to the right help: %j', async (args, help) => {
    const { stderr } = await voiceCli(args);
    expect(stderr).toMatch(new RegExp(`; try: ${help}\n$`));
  });

  it('prints the details of a failure on request', async () => {
    const args = ['ping', '--to', '127.0.0.1:1'];
    const brief = await voiceCli(args);
    expect(brief).toEqual({
      status: 3,
      stdout: '',
      stderr: 'voice-cli: the voice server at 127.0.0.1:1 cannot be reached\n',
    });
    const { stderr } = await voiceCli([...args, '--verbose']);
    expect(stderr).toContain(brief.stderr);
    expect(stderr).toContain('code unreachable');
    expect(stderr).toContain('ECONNREFUSED');
  });
});

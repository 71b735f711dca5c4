import { asset, voiceCli } from './voice-cli';

const wav = asset('librivox-0930.wav');

describe('the command line', () => {
  it('helps', async () => {
    const { status, stdout, stderr } = await voiceCli(['measure', '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const word of [
      'Examples:',
      '--coder',
      '--bits',
      '--gain',
      '--write',
      '--table',
      '--json',
    ]) {
      expect(stdout).toContain(word);
    }
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThan(80);
  });

  it.each([
    ['nothing', [], 'what is to be done is missing'],
    ['an unknown command', ['play', wav], "unknown command 'play'"],
    ['no file', ['measure'], 'no file to measure'],
    ['an unknown option', ['measure', '--loud', wav], "unknown option '--loud'"],
    ['an option without its value', ['measure', wav, '--coder'], '--coder'],
    ['an unknown coder', ['measure', '--coder', 'opus', wav], 'there is no coder opus'],
    ['bits without pcm8', ['measure', '--bits', '8', wav], '--bits goes with --coder pcm8'],
    ['no bits', ['measure', '--coder', 'pcm8', '--bits', '0', wav], '--bits cannot be 0'],
    ['too many bits', ['measure', '--coder', 'pcm8', '--bits', '17', wav], '--bits cannot be 17'],
    ['half a bit', ['measure', '--coder', 'pcm8', '--bits', '7.5', wav], '--bits cannot be 7.5'],
    ['a gain in words', ['measure', '--gain', 'loud', wav], '--gain cannot be loud'],
    ['an empty gain', ['measure', '--gain', '', wav], '--gain cannot be '],
    ['an endless gain', ['measure', '--gain', '-Infinity', wav], '--gain cannot be -Infinity'],
    ['a table of a coder', ['measure', '--table', '--coder', 'nlp64', wav], '--table is of'],
    ['a table that writes', ['measure', '--table', '--write', 'heard', wav], '--table is of'],
  ])('refuses %s', async (_, args, problem) => {
    const { status, stdout, stderr } = await voiceCli(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`voice-cli: `);
    expect(stderr).toContain(problem);
    expect(stderr).not.toContain('    at ');
  });
});

import { ErrorCode } from '@sealwave/kernel';
import { List, Whole } from '@sealwave/node/config';
import { runCliCommand, type ServerCommands } from './server-command';

class Settings {
  @Whole({ min: 1, max: 9 }, 'How many there are of `them`.')
  readonly EXAMPLE_COUNT: number = 3;

  @List({ pattern: /./, words: 'name' }, 'Who they are.')
  readonly EXAMPLE_NAMES: readonly string[] = ['ann', 'ben'];
}

const commands: ServerCommands = {
  name: 'example',
  purpose: 'Serves as an example.',
  schema: Settings,
  others: { 'count --show': ({ EXAMPLE_COUNT = 'none' }) => EXAMPLE_COUNT },
};

describe('runCliCommand', () => {
  it('starts the server without a command', () => {
    expect(runCliCommand(commands, [], {})).toBeNull();
  });

  it.each(['--help', '-h'])('prints its purpose and settings with %s', (word) => {
    const help = runCliCommand(commands, [word], {});
    for (const part of [
      'usage: example [--help | count --show]',
      'Serves as an example.',
      'EXAMPLE_COUNT=3',
      'How many there are of them. (1 to 9)',
      'EXAMPLE_NAMES=ann,ben',
    ]) {
      expect(help).toContain(part);
    }
    expect(Math.max(...(help ?? '').split('\n').map(({ length }) => length))).toBeLessThan(80);
  });

  it('runs its other commands', () => {
    expect(runCliCommand(commands, ['count', '--show'], { EXAMPLE_COUNT: '7' })).toBe('7');
  });

  it.each([['count'], ['--halp'], ['--help', 'more'], ['count', '--show', 'more'], ['toString']])(
    'refuses %s %s, and names the help',
    (...words) => {
      expect(() => runCliCommand(commands, words, {})).toThrow(
        expect.objectContaining({
          code: ErrorCode.Usage,
          message: 'usage: example [--help | count --show]; try: example --help',
        }),
      );
    },
  );
});

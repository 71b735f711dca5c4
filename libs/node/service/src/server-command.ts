import { ErrorCode, UsageError } from '@sealwave/kernel';
import { settingsOf } from '@sealwave/node/config';

/** Commands of a server's program. */
export interface ServerCommands {
  /** Name of the program. */
  readonly name: string;
  /** Purpose of the program, in a sentence. */
  readonly purpose: string;
  /** Settings of the program. */
  readonly schema: new () => object;
  /** Other commands, keyed by their words. Each value is a function that returns the output. */
  readonly others?: Readonly<Record<string, (env: NodeJS.ProcessEnv) => string>>;
}

/** Widest line of a help text, in characters. */
const WIDTH = 79;

/**
 * Carries out a command of a server's program.
 * @returns its output; null when the program should serve.
 * @throws UsageError when the command makes no sense.
 * @throws the error of the command.
 */
export function runCliCommand(
  commands: ServerCommands,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): string | null {
  if (words.length === 0) return null;
  const asked = words.join(' ');
  if (asked === '--help' || asked === '-h') return helpOf(commands);
  const { name, others = {} } = commands;
  if (Object.hasOwn(others, asked)) return others[asked](env);
  throw new UsageError(ErrorCode.Usage, `${usageOf(commands)}; try: ${name} --help`);
}

function usageOf({ name, others = {} }: ServerCommands): string {
  return `usage: ${name} [${['--help', ...Object.keys(others)].join(' | ')}]`;
}

function helpOf(commands: ServerCommands): string {
  const { purpose, schema } = commands;
  const defaults = new schema() as Readonly<Record<string, unknown>>;
  const settings = settingsOf(schema).map(({ name, description, allowed }) => {
    const value = shown(defaults[name]);
    const plain = `${description} (${allowed})`.replaceAll('`', '');
    return [`  ${name}=${value}`, ...wrapped(plain).map((line) => `      ${line}`)].join('\n');
  });
  return [
    usageOf(commands),
    '',
    ...wrapped(purpose),
    '',
    'It serves when nothing is asked. These are its settings, which the environment',
    'changes, with what they are otherwise:',
    '',
    ...settings,
  ].join('\n');
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** Splits a text into lines that leave space for an indent. */
function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= WIDTH - 6) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

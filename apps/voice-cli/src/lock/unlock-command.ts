import { openRecording, parseUnlockCode } from '@sealwave/e2ee';
import { type Container, recognizeContainer } from '@sealwave/node/media';
import type { DefineCommand } from '../command-definition';
import { CommandLineError } from '../command-line-error';
import { EXIT_STATUS } from '../output/exit-status';
import type { CommandContext } from '../command-context';
import { Screen } from '../terminal/screen';
import { readWhole, writeNew } from './lock-files';

interface UnlockOptions {
  readonly code?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Longest code or link on stdin, in characters. It is the first line. */
const MAX_CODE_LENGTH = 4096;

/** `voice-cli unlock`. */
export const defineUnlock: DefineCommand = (command, start) =>
  command('unlock')
    .summary('open a sealed recording with its code')
    .description(
      'Opens a sealed recording, checks that nobody changed it, and writes it as it was before it was ' +
        'sealed. Other people on this machine can see command lines: without --code, the code is read ' +
        'from stdin.',
    )
    .argument('<FILE>', 'a sealed recording')
    .option('--code <CODE>', 'its unlock code, or the link that carries it')
    .option(
      '--out <FILE>',
      'where to write; FILE.unlocked.wav, .webm and so on without this option',
    )
    .option('--json', 'print a JSON object')
    .examples(
      'voice-cli unlock memo.wav --code 7XK2-M0QD-...',
      'voice-cli unlock memo.wav < code.txt',
    )
    .action((file: string, options: UnlockOptions) =>
      start((context) => unlock(file, options, context)),
    );

/**
 * Opens a sealed file.
 * @returns the exit status.
 * @throws SealedRecordingError when the file does not open.
 * @throws UnlockCodeError when the text is not a code.
 * @throws OutputError when the result cannot be written.
 */
async function unlock(
  path: string,
  options: UnlockOptions,
  context: CommandContext,
): Promise<number> {
  const file = await readWhole(path);
  const key = parseUnlockCode(options.code ?? (await askForCode(context)));
  const { recording, messageId, createdAtMs } = await openRecording(file, key);
  const out = options.out ?? `${path}.unlocked.${extensionOf(recognizeContainer(recording))}`;
  await writeNew(out, recording);
  const screen = new Screen(context);
  const sealedAt = new Date(createdAtMs).toISOString();
  if (options.json) {
    screen.print(JSON.stringify({ type: 'unlocked', file: out, messageId, sealedAt }));
  } else {
    screen.print(`${out}: opened; sealed at ${sealedAt} by the clock of its sender`);
  }
  return EXIT_STATUS.success.code;
}

function extensionOf(container: Container | undefined): string {
  return container ?? 'bin';
}

/** Reads the first line of stdin. */
async function askForCode({ stdin, stderr }: CommandContext): Promise<string> {
  if (stdin.isTTY) stderr.write('Unlock code: ');
  let text = '';
  for await (const piece of stdin.setEncoding('utf8') as AsyncIterable<string>) {
    text += piece;
    if (text.includes('\n') || text.length > MAX_CODE_LENGTH) break;
  }
  const [line] = text.split('\n');
  if (line.trim() === '') throw new CommandLineError('no unlock code: use --code, or stdin');
  return line;
}

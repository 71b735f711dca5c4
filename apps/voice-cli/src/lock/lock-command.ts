import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { formatUnlockCode, sealRecording } from '@sealwave/e2ee';
import { AudioError, notRead, recognizeContainer } from '@sealwave/node/media';
import type { DefineCommand } from '../command-definition';
import { EXIT_STATUS } from '../output/exit-status';
import type { CommandContext } from '../command-context';
import { Screen } from '../terminal/screen';
import { readWhole, writeNew } from './lock-files';

interface LockOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** `voice-cli lock`. */
export const defineLock: DefineCommand = (command, start) =>
  command('lock')
    .summary('seal a recording, so that only somebody with its code can hear it')
    .description(
      'Seals a recording under a key of its own, and prints that key as an unlock code. The file plays ' +
        'as noise; `voice-cli send` sends it as it is. Hand the code on by another way than the file: ' +
        'nobody can open the file without it, you included.',
    )
    .argument('<FILE>', 'a recording (WebM/Opus, Ogg/Opus, WAVE, MP3 or FLAC)')
    .option('--out <FILE>', 'where to write; FILE.locked.wav without this option')
    .option('--json', 'print a JSON object')
    .examples('voice-cli lock memo.wav', 'voice-cli lock memo.webm --out memo.wav')
    .action((file: string, options: LockOptions) =>
      start((context) => lock(file, options, context)),
    );

/**
 * Seals a file and prints its code.
 * @returns the exit status.
 * @throws AudioError when the file is not a recording.
 * @throws OutputError when the result cannot be written.
 */
async function lock(
  path: string,
  { out = `${path}.locked.wav`, json = false }: LockOptions,
  context: CommandContext,
): Promise<number> {
  const recording = await readWhole(path);
  if (!recognizeContainer(recording)) {
    const { code, message, detail } = notRead(recording);
    throw new AudioError(code, `${path}: ${message}`, detail);
  }
  const { file, key } = await sealRecording(recording);
  await writeNew(out, file);
  const screen = new Screen(context);
  const code = formatUnlockCode(key);
  screen.print(json ? JSON.stringify({ type: 'locked', file: out, code }) : code);
  if (!json) screen.remark(`${out} is locked; the line on stdout is its unlock code`);
  if (file.length > GATEWAY_LIMITS.maxSealedBytes) screen.remark('it is too large to be sent');
  return EXIT_STATUS.success.code;
}

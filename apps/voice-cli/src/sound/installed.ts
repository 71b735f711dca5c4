import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { Environment } from '../command-context';
import type { SoundProgram } from './sound-program';

/** The installed programs, in the same order. */
export function installed(programs: readonly SoundProgram[], place: Environment): SoundProgram[] {
  return programs.filter(({ command }) => isInstalled(command, place));
}

function isInstalled(command: string, { env, platform }: Environment): boolean {
  const { delimiter, join } = platform === 'win32' ? win32 : posix;
  const name = platform === 'win32' ? `${command}.exe` : command;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => isExecutable(join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // The program cannot be run. The reason does not matter.
    return false;
  }
}

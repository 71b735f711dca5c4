import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The paths of programs with one of these names, in the order of PATH. */
export function findInPath(names, { PATH = '' } = process.env) {
  const folders = PATH.split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).filter(isProgram);
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { dirname, join, relative, resolve, sep } from 'node:path';
import { CommandLineError } from '../command-line-error';

/**
 * Where to write the result for each file. Below `folder`, the results have the same structure as the files
 * below their common folder. So files with equal names stay apart.
 * @throws CommandLineError when a result would overwrite an input.
 */
export function outputPaths(
  files: readonly string[],
  folder: string,
  coderName: string,
): Map<string, string> {
  const resolved = files.map((file) => resolve(file));
  const root = commonFolder(resolved.map((file) => dirname(file)));
  const paths = new Map<string, string>();
  files.forEach((file, i) => {
    const path = resolve(join(folder, `${relative(root, resolved[i])}.${coderName}.wav`));
    if (resolved.includes(path)) throw new CommandLineError(`--write would overwrite ${path}`);
    paths.set(file, path);
  });
  return paths;
}

function commonFolder(folders: readonly string[]): string {
  const [first, ...others] = folders.map((folder) => folder.split(sep));
  const length = others.reduce(
    (shared, parts) => Math.min(shared, firstDifference(first, parts)),
    first.length,
  );
  return first.slice(0, length).join(sep) + sep;
}

function firstDifference(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at === -1 ? a.length : at;
}

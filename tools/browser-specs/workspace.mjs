import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';

const { findVectors } = createRequire(import.meta.url)('../jest/load-vectors.cjs');

/** The folder of the workspace. */
export const workspace = resolve(import.meta.dirname, '../..');

/** Every spec of libs/shared, as a path in the workspace. */
export function findSpecs() {
  return filesBelow(join(workspace, 'libs/shared'))
    .filter((path) => path.endsWith('.spec.ts'))
    .map((path) => relative(workspace, path))
    .sort();
}

/** The text of every public vector file by its path; undefined without vectors. */
export function readVectorFiles() {
  const folder = findVectors();
  if (folder === undefined) return undefined;
  const paths = filesBelow(folder).filter((path) => path.endsWith('.json'));
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
  );
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

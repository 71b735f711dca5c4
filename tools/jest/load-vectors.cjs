// A Jest setup file: lets specs that also run in browsers read public test vectors.
//
// `globalThis.readVectors(path)` returns the text of one file in the folder of vectors, or
// undefined where there is no such folder. The folder is VECTORS_DIR, by default ../shared/vectors
// beside the workspace. A folder that VECTORS_DIR names must be complete.
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

/** The folder of public vectors, or undefined where none is at hand. */
function findVectors() {
  if (process.env.VECTORS_DIR) return resolve(process.env.VECTORS_DIR);
  const beside = resolve(__dirname, '../../../shared/vectors');
  return existsSync(beside) ? beside : undefined;
}

/** Says once, where somebody will see it, that tests are left out. */
function tellOfNone() {
  let told = false;
  return () => {
    if (!told) process.stderr.write('No public test vectors here: set VECTORS_DIR to run them.\n');
    told = true;
    return undefined;
  };
}

const folder = findVectors();
globalThis.readVectors =
  folder === undefined ? tellOfNone() : (path) => readFileSync(join(folder, path), 'utf8');

module.exports = { findVectors };

// A Jest setup file that lets specs read public test vectors, even if they also run in browsers.
//
// `globalThis.readVectors(path)` returns the text of a file in the folder of vectors, or undefined without
// that folder. The folder is VECTORS_DIR, by default ../shared/vectors beside the workspace. A folder in
// VECTORS_DIR must be complete.
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

/** The folder of public vectors; undefined when none is available. */
function findVectors() {
  if (process.env.VECTORS_DIR) return resolve(process.env.VECTORS_DIR);
  const beside = resolve(__dirname, '../../../shared/vectors');
  return existsSync(beside) ? beside : undefined;
}

/** Reports once that tests are left out. */
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

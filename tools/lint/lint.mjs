// ESLint over the whole workspace, in one run: `node tools/lint/lint.mjs [--fix]`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readProjectGraph, workspace } from '../architecture/project-graph.mjs';

const eslint = join(
  dirname(createRequire(import.meta.url).resolve('eslint/package.json')),
  'bin/eslint.js',
);

/** The message of the rule about boundaries when it has no graph of the projects. */
const ASLEEP = 'The rule will be skipped';

/**
 * The cache of results for `graph`. The rule about boundaries depends on the projects, but ESLint's cache
 * checks only the file and the configuration. So each graph has its own cache. Older caches are removed.
 *
 * Rules with types depend on other files too. A fresh clone has no cache, so CI misses nothing.
 */
function cacheFor({ nodes, dependencies }) {
  const tags = Object.entries(nodes).map(([name, { data }]) => [name, data.root, data.tags]);
  const hash = createHash('sha256').update(JSON.stringify([tags, dependencies]));
  const [caches, name] = [join(workspace, 'tmp/eslint'), hash.digest('hex').slice(0, 16)];
  mkdirSync(caches, { recursive: true });
  for (const other of readdirSync(caches)) if (other !== name) rmSync(join(caches, other));
  return join(caches, name);
}

// Nx also stores the graph in its cache. The rule reads it there.
const cache = cacheFor(readProjectGraph());
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    ...[eslint, '--max-warnings=0', `--concurrency=${existsSync(cache) ? 'off' : 2}`],
    ...['--cache', '--cache-strategy=content', `--cache-location=${cache}`],
    ...[...process.argv.slice(2), '.'],
  ],
  { cwd: workspace, encoding: 'utf8', maxBuffer: 1 << 28 },
);
process.stdout.write(stdout + stderr);
if (status !== 0 || stdout.includes(ASLEEP)) process.exitCode = 1;

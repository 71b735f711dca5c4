import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const tools = resolve(import.meta.dirname, '..');

const testsOfTools = readdirSync(tools, { recursive: true })
  .filter((path) => /\.(test|spec)\.mjs$/.test(path))
  .map((path) => `tools/${path}`)
  .sort();

/**
 * What `npm test` checks, in this order: the quick and the local before the slow and the whole. Each
 * command works alone, from the folder of the workspace.
 */
export const STEPS = [
  { title: 'format', command: 'prettier --check .' },
  { title: 'lint', command: 'nx run-many -t lint --parallel=2 --max-warnings=0' },
  { title: 'lint of the tools', command: 'eslint --max-warnings=0 tools' },
  { title: 'types', command: 'nx run-many -t typecheck --parallel=2' },
  { title: 'types of the benchmarks', command: 'tsc -p tools/bench/tsconfig.json' },
  { title: 'unit tests', command: 'nx run-many -t test --parallel=2 --output-style=static' },
  { title: 'build', command: 'nx run-many -t build --parallel=2' },
  { title: 'project graph', command: 'node tools/architecture/check-graph.mjs' },
  { title: 'conventions', command: 'node tools/architecture/check-conventions.mjs' },
  { title: 'translations', command: 'node tools/i18n/check.mjs' },
  { title: 'documents', command: 'node tools/docs/check.mjs' },
  { title: 'tools', command: `node --test --test-reporter=tap ${testsOfTools.join(' ')}` },
  { title: 'unit tests in Chromium', command: 'node tools/browser-specs/run.mjs' },
  { title: 'servers together', command: 'nx e2e system-e2e' },
  { title: 'browsers and servers', command: 'nx e2e web-e2e' },
];

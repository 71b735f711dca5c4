// Runs the specs of libs/shared, unchanged, in a real Chromium. See README.md.
import { relative } from 'node:path';
import { findChromium } from '../chromium/find-chromium.mjs';
import { runInChromium } from './browse.mjs';
import { bundleRunner, bundleSpecs } from './bundle.mjs';
import { serve } from './serve.mjs';
import { findSpecs, readVectorFiles, workspace } from './workspace.mjs';

const PAGE = '<!doctype html><title>Specs</title><script type="module" src="/runner.js"></script>';

const counts = { passed: 0, failed: 0, skipped: 0 };

function report({ spec, title, status, problem }) {
  counts[status]++;
  const where = spec ? `${spec.replace(/^\/|\.js$/g, '')} › ${title}` : title;
  if (status === 'failed') console.log(`FAILED ${where}\n${readable(problem)}`);
  if (status === 'skipped') console.log(`skipped ${where}`);
}

/** Indents a problem, and removes the runner's own lines from its stack. */
function readable(problem) {
  const lines = problem
    .split('\n')
    .filter((line) => !/^ +at .*(runner\.js|<anonymous>)/.test(line));
  return lines.map((line) => `    ${line}`).join('\n');
}

const specs = findSpecs();
const [runner, modules] = await Promise.all([bundleRunner(), bundleSpecs(specs)]);
const files = new Map([
  ['/', PAGE],
  ['/vectors.json', JSON.stringify(readVectorFiles() ?? null)],
  ...[...runner, ...modules].map(({ path, text }) => [`/${relative(workspace, path)}`, text]),
]);
const server = await serve(files);
try {
  const version = await runInChromium({
    executablePath: findChromium(),
    origin: server.origin,
    specs: specs.map((spec) => `/${spec.replace(/\.ts$/, '.js')}`),
    report,
  });
  const { passed, failed, skipped } = counts;
  console.log(
    `Chromium ${version}: ${passed} passed, ${failed} failed, ${skipped} skipped, in ${specs.length} files`,
  );
} finally {
  server.close();
}
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;

// Runs the benchmarks, or those named: node tools/bench/run.mjs coder resampler. See README.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');
const nodeApp = createRequire(import.meta.url)('../esbuild/node-app.cjs');

const available = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => basename(file, '.bench.ts'))
  .sort();
const named = process.argv.slice(2);
const unknown = named.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${available.join(', ')}`);
  process.exit(1);
}

// Inside the workspace, where the compiled files find node_modules.
const folder = mkdtempSync(join(root, 'node_modules/.sealwave-bench-'));
try {
  for (const name of named.length > 0 ? named : available) {
    const outfile = join(folder, `${name}.mjs`);
    await build({
      ...nodeApp,
      entryPoints: [join(import.meta.dirname, `${name}.bench.ts`)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      tsconfig: join(root, 'tsconfig.base.json'),
    });
    // One process for each benchmark: what the compiler learns from one must not affect the next.
    const { status } = spawnSync(process.execPath, [outfile], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

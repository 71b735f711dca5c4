import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** The folder of the workspace. */
export const workspace = resolve(import.meta.dirname, '../..');

const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');

/**
 * What Nx knows of the projects and of their dependencies, as the code is now. Nx keeps it in its
 * cache too, where the lint rule about boundaries looks for it.
 */
export function readProjectGraph() {
  const printed = execFileSync(process.execPath, [nx, 'graph', '--print'], {
    cwd: workspace,
    env: { ...process.env, NX_DAEMON: 'false' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(printed).graph;
}

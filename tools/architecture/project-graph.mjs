import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** The folder of the workspace. */
export const workspace = resolve(import.meta.dirname, '../..');

const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');

/**
 * Nx's graph of the projects and their dependencies, for the current code. Nx also stores it in its cache. The
 * lint rule about boundaries reads it there.
 */
export function readProjectGraph() {
  const printed = execFileSync(process.execPath, [nx, 'graph', '--print'], {
    cwd: workspace,
    env: { ...process.env, NX_DAEMON: 'false' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(printed).graph;
}

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const workspace = resolve(import.meta.dirname, '../..');
const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
const command = ['run-many', '-t', 'build', '-p', 'web', 'gateway', 'voice-server', '--parallel=2'];

/** Longest time without output, in milliseconds. With a full cache of Nx, the build ends before. */
const PATIENCE_MS = 4_000;

/**
 * Builds what has changed since the last time.
 * @param signal cancels the build.
 * @throws Error with the compilers' output when one of them fails.
 */
export async function build(signal) {
  const child = spawn(process.execPath, [nx, ...command], {
    cwd: workspace,
    env: { ...process.env, NX_DAEMON: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const patience = setTimeout(
    () => console.log('Building; this takes half a minute.'),
    PATIENCE_MS,
  );
  const status = new Promise((done, fail) => child.on('close', done).on('error', fail));
  try {
    const [said, complained, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      status,
    ]);
    if (code !== 0) throw new Error(`${said}${complained}\nThe build failed; nothing was started.`);
  } finally {
    clearTimeout(patience);
  }
}

import { randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Time between two attempts to get a lock, in milliseconds. */
const LOOK_MS = 5;
/**
 * Age in milliseconds from which a lock counts as abandoned. A lock is held for one write only, so the process
 * of an older lock has ended.
 */
const STALE_MS = 10_000;

/**
 * Runs `work` while no other process does so for `path`. The lock is a file next to `path`; only one process
 * can create it. An abandoned lock is removed. The thread blocks during the short write of another process.
 * @throws the error of `work`, or Error of `node:fs` when the lock cannot be made.
 */
export function withFileLock<T>(path: string, work: () => T): T {
  const lock = `${path}.lock`;
  const owner = `${process.pid} ${randomBytes(8).toString('hex')}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  while (!acquireLock(lock, owner)) {
    clearStale(lock);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
  }
  try {
    return work();
  } finally {
    if (holderOf(lock) === owner) unlinkSync(lock);
  }
}

function acquireLock(lock: string, owner: string): boolean {
  try {
    writeFileSync(lock, owner, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a process that has ended. Puts it back if another process has replaced it meanwhile. */
function clearStale(lock: string): void {
  const holder = holderOf(lock);
  if (holder === null || !isStale(lock)) return;
  const aside = `${lock}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(lock, aside);
    if (holderOf(aside) !== holder) linkSync(aside, lock);
    unlinkSync(aside);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  }
}

function isStale(lock: string): boolean {
  try {
    // A lock from the future was left before somebody set the clock back.
    return Math.abs(Date.now() - statSync(lock).mtimeMs) > STALE_MS;
  } catch {
    return false; // The lock is gone.
  }
}

/** The owner of a lock; null without one. */
function holderOf(lock: string): string | null {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return null;
  }
}

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

/** Time between two looks at a lock that somebody has, in milliseconds. */
const LOOK_MS = 5;
/** A lock is held for one write; one that is older was left behind by a process that has ended, in milliseconds. */
const STALE_MS = 10_000;

/**
 * Does `work` while no other process does the same for `path`: by a file beside it that only one can make. A lock
 * that was left behind is taken away. Holds the thread while it waits, which is for one short write of somebody else.
 * @throws what `work` throws, or Error of `node:fs` when there can be no lock.
 */
export function withFileLock<T>(path: string, work: () => T): T {
  const lock = `${path}.lock`;
  const owner = `${process.pid} ${randomBytes(8).toString('hex')}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  while (!take(lock, owner)) {
    clearStale(lock);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
  }
  try {
    return work();
  } finally {
    if (holderOf(lock) === owner) unlinkSync(lock);
  }
}

function take(lock: string, owner: string): boolean {
  try {
    writeFileSync(lock, owner, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a lock away whose holder has ended; where somebody else has done so meanwhile, theirs is put back. */
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
    // One from the future was left behind by a clock that was set since.
    return Math.abs(Date.now() - statSync(lock).mtimeMs) > STALE_MS;
  } catch {
    return false; // it is gone
  }
}

/** Null where there is no lock. */
function holderOf(lock: string): string | null {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return null;
  }
}

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;
const OWNER_ONLY = 0o600;
const ALL_RIGHTS = 0o777;
/** Whether the group may write, and whether everybody else may do anything. */
const OF_OTHERS = 0o027;

/** Writes a file that only this account can read, whole or not at all, instead of the one that is there. */
export function replacePrivateFile(path: string, text: string): void {
  const draft = writeDraft(path, text);
  try {
    renameSync(draft, path);
  } catch (error) {
    unlinkSync(draft);
    throw error;
  }
  syncFolder(path);
}

/** Writes a file that only this account can read, whole, where there is none. @returns false where there is one. */
export function createPrivateFile(path: string, text: string): boolean {
  const draft = writeDraft(path, text);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
  syncFolder(path);
  return true;
}

/** What a file holds, and whether other accounts may read it, or change it. */
export interface PrivateText {
  readonly text: string;
  readonly isExposed: boolean;
  /** The rights of the file, as `chmod` takes them. */
  readonly mode: number;
}

/** Reads a file that is to be private. @returns null where there is none. */
export function readPrivateFile(path: string): PrivateText | null {
  let file: number;
  try {
    file = openSync(path, O_RDONLY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    // Of the file that is open, and not of what may be in its place a moment later. Windows knows of no such rights.
    const mode = fstatSync(file).mode & ALL_RIGHTS;
    const isExposed = process.platform !== 'win32' && (mode & OF_OTHERS) !== 0;
    return { text: readFileSync(file, 'utf8'), isExposed, mode };
  } finally {
    closeSync(file);
  }
}

/** A name that nobody foresees, a file that was not there, and no link that leads elsewhere. */
function writeDraft(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, OWNER_ONLY);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (error) {
    unlinkSync(draft);
    throw error;
  } finally {
    closeSync(file);
  }
  return draft;
}

/** A name in a folder is on the disk when the folder is. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

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
/** Rights that nobody but the owner should have: write for the group, and everything for others. */
const OF_OTHERS = 0o027;

/** Replaces a file, completely or not at all. Only this account can read the new file. */
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

/**
 * Creates a file, completely or not at all. Only this account can read it.
 * @returns false when it exists already.
 */
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

/** The text of a file, and whether other accounts may read or change it. */
export interface PrivateText {
  readonly text: string;
  readonly isExposed: boolean;
  /** The rights of the file, as a number for `chmod`. */
  readonly mode: number;
}

/**
 * Reads a private file.
 * @returns null when it does not exist.
 */
export function readPrivateFile(path: string): PrivateText | null {
  let file: number;
  try {
    file = openSync(path, O_RDONLY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    // Checks the file that is open: another one may have replaced it by now. Windows does not have these
    // rights.
    const mode = fstatSync(file).mode & ALL_RIGHTS;
    const isExposed = process.platform !== 'win32' && (mode & OF_OTHERS) !== 0;
    return { text: readFileSync(file, 'utf8'), isExposed, mode };
  } finally {
    closeSync(file);
  }
}

/** Writes a new file under an unpredictable name. Follows no link. */
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

/** Writes a folder to the disk. Only then is a new name in it safe. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRiff } from '@sealwave/message';
import { OutputError } from '../../output/output-error';
import type { ReceiveResult, Received, Receiver } from './receiver';

/** Most messages with one name in a millisecond. More would be an attack. */
const MAX_NAMES = 1000;

/** Messages are private to this account. */
const OWNER_ONLY = 0o600;

/** Where to save messages, and how many bytes. */
export interface Saving {
  readonly folder: string;
  /** Most bytes in the folder. An endless sender cannot fill the disk. */
  readonly maxBytes: number;
}

/** Writes each message as a file that plays. Sealed messages are written unchanged. */
export class SaveReceiver implements Receiver {
  private constructor(
    private readonly saving: Saving,
    private bytes: number,
  ) {}

  /**
   * Prepares the folder.
   * @throws OutputError when it cannot be made or read.
   */
  static async into(saving: Saving): Promise<SaveReceiver> {
    const { folder } = saving;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return new SaveReceiver(saving, await bytesIn(folder));
    } catch (error) {
      throw new OutputError(folder, error);
    }
  }

  /**
   * Saves a message.
   * @throws OutputError when the file cannot be written.
   */
  async handle(received: Received): Promise<ReceiveResult> {
    const { bytes } = received.message;
    if (this.bytes + bytes.length > this.saving.maxBytes)
      return { notSaved: 'the limit is reached' };
    const path = join(this.saving.folder, nameOf(received));
    const extension = isRiff(bytes) ? '.wav' : '.bin';
    for (let i = 1; i <= MAX_NAMES; i++) {
      const file = (i === 1 ? path : `${path}-${i}`) + extension;
      if (!(await this.write(file, bytes))) continue;
      this.bytes += bytes.length;
      return { file };
    }
    throw new OutputError(path, new Error('there are too many files of this name'));
  }

  async finish(): Promise<void> {
    // Nothing is pending: each file is complete when `handle` resolves.
  }

  /** Writes a new file; false when the name is taken. */
  private async write(path: string, bytes: Uint8Array): Promise<boolean> {
    try {
      const file = await open(path, 'wx', OWNER_ONLY);
      try {
        await file.writeFile(bytes);
      } finally {
        await file.close();
      }
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw new OutputError(path, error);
    }
  }
}

/** Total size of the files in a folder, in bytes. */
async function bytesIn(folder: string): Promise<number> {
  const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  let bytes = 0;
  for (const { name } of files) bytes += (await stat(join(folder, name))).size;
  return bytes;
}

/** Makes a file name. Names sort in the order of arrival. */
function nameOf({ message, at }: Received): string {
  return `${at.toISOString().replace(/[:.]/g, '-')}-${message.id.slice(0, 8)}`;
}

import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRiff } from '@sealwave/message';
import { OutputError } from '../../output/output-error';
import type { ReceiveResult, Received, Receiver } from './receiver';

/** Messages of one name within one millisecond; more is somebody's mischief. */
const MAX_NAMES = 1000;

/** What others said is for this account alone. */
const OWNER_ONLY = 0o600;

/** Where messages are saved, and how much. */
export interface Saving {
  readonly folder: string;
  /** Bytes that may be in the folder: who sends without an end is not to fill the disk. */
  readonly maxBytes: number;
}

/** Writes each message as a file that plays; what is sealed as it came. */
export class SaveReceiver implements Receiver {
  private constructor(
    private readonly saving: Saving,
    private bytes: number,
  ) {}

  /** @throws OutputError when the folder cannot be made, or looked into. */
  static async into(saving: Saving): Promise<SaveReceiver> {
    const { folder } = saving;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return new SaveReceiver(saving, await bytesIn(folder));
    } catch (error) {
      throw new OutputError(folder, error);
    }
  }

  /** @throws OutputError when the file cannot be written. */
  async take(received: Received): Promise<ReceiveResult> {
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
    // Each file is complete when `take` is.
  }

  /** Writes a new file; false when there is one already. */
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

/** Bytes of the files of a folder. */
async function bytesIn(folder: string): Promise<number> {
  const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  let bytes = 0;
  for (const { name } of files) bytes += (await stat(join(folder, name))).size;
  return bytes;
}

/** Files in the order of their names are in the order in which they came. */
function nameOf({ message, at }: Received): string {
  return `${at.toISOString().replace(/[:.]/g, '-')}-${message.id.slice(0, 8)}`;
}

import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { isRiff } from '@sealwave/message';
import { OutputError } from '../output-error';
import type { Fate, Received, Receiver } from './receiver';

/** Messages of one name within one millisecond; more is somebody's mischief. */
const MAX_NAMES = 1000;

/** Writes each message as a file that plays; what is sealed as it came. */
export class SaveReceiver implements Receiver {
  private constructor(private readonly folder: string) {}

  /** @throws OutputError when the folder cannot be made. */
  static async into(folder: string): Promise<SaveReceiver> {
    try {
      await mkdir(folder, { recursive: true });
    } catch (error) {
      throw new OutputError(folder, error);
    }
    return new SaveReceiver(folder);
  }

  /** @throws OutputError when the file cannot be written. */
  async take(received: Received): Promise<Fate> {
    const path = join(this.folder, nameOf(received));
    const extension = isRiff(received.message.bytes) ? '.wav' : '.bin';
    for (let i = 1; i <= MAX_NAMES; i++) {
      const file = (i === 1 ? path : `${path}-${i}`) + extension;
      if (await this.write(file, received.message.bytes)) return { file };
    }
    throw new OutputError(path, new Error('there are too many files of this name'));
  }

  async finish(): Promise<void> {
    // Each file is complete when `take` is.
  }

  /** Writes a new file; false when there is one already. */
  private async write(path: string, bytes: Uint8Array): Promise<boolean> {
    try {
      const file = await open(path, 'wx');
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

/** Files in the order of their names are in the order in which they came. */
function nameOf({ message, at }: Received): string {
  return `${at.toISOString().replace(/[:.]/g, '-')}-${message.id.slice(0, 8)}`;
}

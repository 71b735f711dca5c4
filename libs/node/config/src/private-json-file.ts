import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { withFileLock } from './file-lock';
import { type PrivateText, readPrivateFile, replacePrivateFile } from './private-file';

/** A private JSON file that cannot be used. Its message names the file and nothing of its content. */
class PrivateJsonError extends VoiceError {
  override readonly peerFault = false;
}

/** What a {@link PrivateJsonFile} contains. */
export interface JsonForm<T> {
  /** Ends the sentence "the file is not ...", as in "a list of known servers". */
  readonly name: string;
  /** The value where there is no file yet. */
  readonly empty: T;
  /** Reads a JSON value; null for one of another form. */
  readonly parse: (json: unknown) => T | null;
  /** Writes a value in a form that `JSON.stringify` takes. */
  readonly toJson: (value: T) => unknown;
  /** Whether to refuse a file that is a symbolic link, or that other accounts may read or change. */
  readonly isSecret?: boolean;
}

/**
 * A JSON file that only this account can read. Each write replaces it completely, so that a reader sees the old or the
 * new value.
 */
export class PrivateJsonFile<T> {
  /** @param path the file; it need not exist. */
  constructor(
    private readonly path: string,
    private readonly form: JsonForm<T>,
  ) {}

  /**
   * Reads the value from the disk, because another process may have changed it.
   * @throws PrivateJsonError when the file cannot be read, or has another form.
   */
  read(): T {
    const found = this.open();
    if (found === null) return this.form.empty;
    if (this.form.isSecret && found.isExposed) {
      const help = `\`chmod 600 ${this.path}\` keeps them from it`;
      throw this.failure(`can be read or changed by other accounts of this machine; ${help}`);
    }
    const value = parseJson(found.text);
    const read = value === undefined ? null : this.form.parse(value);
    if (read === null) throw this.failure(`is not ${this.form.name}`);
    return read;
  }

  /**
   * Changes the value. A lock preserves what other processes wrote before, and what they write meanwhile.
   * @returns the new value.
   * @throws PrivateJsonError when the file cannot be read or written; then it is unchanged.
   */
  update(change: (value: T) => T): T {
    try {
      return withFileLock(this.path, () => {
        const value = change(this.read());
        replacePrivateFile(this.path, `${JSON.stringify(this.form.toJson(value))}\n`);
        return value;
      });
    } catch (cause) {
      if (cause instanceof VoiceError) throw cause;
      throw this.failure('cannot be written', cause);
    }
  }

  private open(): PrivateText | null {
    try {
      return readPrivateFile(this.path, { followLinks: !this.form.isSecret });
    } catch (cause) {
      const isLink = (cause as NodeJS.ErrnoException).code === 'ELOOP';
      throw this.failure(isLink ? 'is a symbolic link' : 'cannot be read', cause);
    }
  }

  private failure(what: string, cause?: unknown): PrivateJsonError {
    return new PrivateJsonError(ErrorCode.Config, `${this.path} ${what}`, {}, { cause });
  }
}

/** Undefined for a text that is not JSON, for which no value stands. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

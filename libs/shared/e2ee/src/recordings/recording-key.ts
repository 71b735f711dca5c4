import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';

/** Length of the key in bytes: AES-256. */
export const KEY_BYTES = 32;

/**
 * The key of one sealed recording. Anyone who has it can open that recording, and no other. Its bytes
 * are private at run time, so that no log and no inspection of the object shows them; `unlock-code.ts`
 * writes it as text.
 */
export class RecordingKey {
  readonly #bytes: Bytes;

  private constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** A fresh key from the random generator of the platform. */
  static generate(): RecordingKey {
    return new RecordingKey(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
  }

  /**
   * The key with the given 32 bytes, which are copied; the caller may wipe its own.
   * @throws UsageError for another length.
   */
  static fromBytes(bytes: Uint8Array): RecordingKey {
    if (bytes.length !== KEY_BYTES) {
      throw new UsageError(ErrorCode.Usage, 'a key of another length', { bytes: bytes.length });
    }
    return new RecordingKey(Uint8Array.from(bytes));
  }

  /** Lends the bytes to `use`, which must neither keep nor change them. */
  lend<T>(use: (bytes: Bytes) => T): T {
    return use(this.#bytes);
  }
}

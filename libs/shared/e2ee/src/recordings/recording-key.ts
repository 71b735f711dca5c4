import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';

/** Length of the key in bytes: AES-256. */
export const KEY_BYTES = 32;

/**
 * The key of one sealed recording. Anyone who has it can open that recording, and no other. The bytes are
 * private at run time, so no log or inspection of the object reveals them. `unlock-code.ts` writes the key as
 * text.
 */
export class RecordingKey {
  readonly #bytes: Bytes;

  private constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** Makes a new key with the platform's random generator. */
  static generate(): RecordingKey {
    return new RecordingKey(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
  }

  /**
   * Makes a key from a copy of 32 bytes. The caller may wipe the original.
   * @throws UsageError for another length.
   */
  static fromBytes(bytes: Uint8Array): RecordingKey {
    if (bytes.length !== KEY_BYTES) {
      throw new UsageError(ErrorCode.Usage, 'the key must have 32 bytes', { bytes: bytes.length });
    }
    return new RecordingKey(Uint8Array.from(bytes));
  }

  /** Passes the bytes to `use` and returns its result. `use` must not store or change them. */
  withBytes<T>(use: (bytes: Bytes) => T): T {
    return use(this.#bytes);
  }
}

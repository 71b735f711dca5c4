import type { RecordingKey } from '@sealwave/e2ee';

/**
 * State of a clip's encryption. It goes from `none` to `sealing` to `sealed`, or back to `none` when sealing
 * fails. `sealed` is final: only a new take starts at `none` again.
 */
export type Seal =
  | { readonly kind: 'none' }
  | { readonly kind: 'sealing' }
  | { readonly kind: 'sealed'; readonly sealed: SealedClip };

/** The state of every new take. */
export const NOT_SEALED: Seal = { kind: 'none' };

/** An encrypted clip. It is sent instead of the recording. */
export interface SealedClip {
  /** The WAVE file to send and to save. Played unchanged, it would be painfully loud. */
  readonly blob: Blob;
  /** A `blob:` address for saving the file. */
  readonly url: string;
  /** A `blob:` address for playing it as noise, faded in and never louder than -20 dBFS. */
  readonly noiseUrl: string;
  /** Picture of the noise: peak of each equal part, 0 to 1. */
  readonly noisePeaks: Float32Array;
  /**
   * Id of the encrypted message. It differs from the recording's id, because other bytes are another message.
   */
  readonly messageId: string;
  /** The key that opens it. Only this page has the key until the person shares it. */
  readonly key: RecordingKey;
}

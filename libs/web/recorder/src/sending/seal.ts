import type { RecordingKey } from '@sealwave/e2ee';

/**
 * State of a clip's encryption: from `none` to `sealing` to `sealed`, or back to `none` when sealing fails.
 * `sealed` is final; only a new take starts again at `none`.
 */
export type Seal =
  | { readonly kind: 'none' }
  | { readonly kind: 'sealing' }
  | { readonly kind: 'sealed'; readonly sealed: SealedClip };

/** The state of every new take. */
export const NOT_SEALED: Seal = { kind: 'none' };

/** An encrypted clip, which is sent instead of the recording. */
export interface SealedClip {
  /** The WAVE file that is sent and saved. Played unchanged, it would be painfully loud. */
  readonly blob: Blob;
  /** A `blob:` address of the file, for saving it. */
  readonly url: string;
  /** A `blob:` address of how it sounds: noise, faded in and never louder than -20 dBFS. */
  readonly noiseUrl: string;
  /** Picture of the noise: peak of each equal part, 0 to 1. */
  readonly noisePeaks: Float32Array;
  /** Differs from the recording's id, because other bytes are another message. */
  readonly messageId: string;
  /** The key that opens it. Only this page has it until the person hands it on. */
  readonly key: RecordingKey;
}

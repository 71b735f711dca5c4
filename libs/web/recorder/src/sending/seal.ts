import type { RecordingKey } from '@sealwave/e2ee';

/**
 * How far a clip is on its way to be encrypted: from `none` over `sealing` to `sealed`, and back to `none`
 * when that fails. There is no way back from `sealed`: another take, or having sent this one, begins again.
 */
export type Seal =
  | { readonly kind: 'none' }
  | { readonly kind: 'sealing' }
  | { readonly kind: 'sealed'; readonly sealed: SealedClip };

/** The state of every new take. */
export const NOT_SEALED: Seal = { kind: 'none' };

/** An encrypted clip, which is sent instead of the recording. */
export interface SealedClip {
  /** The WAVE file that goes out and that is saved. As it is, it would play painfully loud. */
  readonly blob: Blob;
  /** A `blob:` address to save it from. */
  readonly url: string;
  /** A `blob:` address of how it sounds: noise, faded in and never louder than -20 dBFS. */
  readonly noiseUrl: string;
  /** The same as a picture: strongest moment of each equal part, 0 to 1. */
  readonly noisePeaks: Float32Array;
  /** Not that of the recording: other bytes are another message. */
  readonly messageId: string;
  /** What opens it. Only this page has it, until a person hands it on. */
  readonly key: RecordingKey;
}

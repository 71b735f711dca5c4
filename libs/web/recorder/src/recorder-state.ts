import type { Capture, MicrophoneProblem, Recording } from '@sealwave/web/audio-io';
import type { AudioSent } from '@sealwave/contracts';
import type { RecordingKey } from '@sealwave/e2ee';
import type { Place, SendProgress } from '@sealwave/web/gateway-client';
import type { Seal } from './sending/seal';

/** A finished take that can be played. It is kept until it is sent or discarded. */
export interface Clip extends Recording {
  /** A `blob:` address of the recording. */
  readonly url: string;
  /** The place where the take was started. It is sent elsewhere only if the person asks for it. */
  readonly place: Place | null;
  /** The message's id at every receiver. It is the same for each attempt to send the message. */
  readonly messageId: string;
  /** State of the encryption. The recording itself does not change. */
  readonly seal: Seal;
}

/** Why there is no recording: a problem of the microphone, or an empty take. */
export type RecorderProblem = MicrophoneProblem | 'empty';

/** The state of one recording, from the microphone to the other members. */
export type RecorderState =
  | { readonly kind: 'idle'; readonly problem: RecorderProblem | null }
  /** `clip` is the take to replace. It stays if the microphone does not open. */
  | { readonly kind: 'opening'; readonly clip: Clip | null }
  | { readonly kind: 'recording'; readonly capture: Capture }
  /** `problem` says why the last action on the clip failed. */
  | { readonly kind: 'review'; readonly clip: Clip; readonly problem: string | null }
  /** `progress` is null until the first report. */
  | { readonly kind: 'sending'; readonly clip: Clip; readonly progress: SendProgress | null }
  /** `sealed` is null when the recording was sent without an unlock code; `audience` outside sealed rooms. */
  | {
      readonly kind: 'sent';
      readonly metrics: AudioSent;
      readonly sealed: SentSeal | null;
      readonly audience: SentAudience | null;
    };

/** Who could hear a recording that was sent in a sealed room. */
export interface SentAudience {
  readonly hearing: number;
  readonly others: number;
  /** Names of those who cannot. */
  readonly deaf: readonly string[];
}

/** What remains of a clip that was sent encrypted. Only this code has its key. */
export interface SentSeal {
  readonly key: RecordingKey;
  readonly recordedBytes: number;
  /** Duration by the page's clock, in milliseconds: the gateway cannot measure a sealed recording. */
  readonly durationMs: number;
}

/** The finished take in `state`, if any. */
export function clipIn(state: RecorderState): Clip | null {
  return 'clip' in state ? state.clip : null;
}

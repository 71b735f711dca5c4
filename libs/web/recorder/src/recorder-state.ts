import type { Capture, MicrophoneProblem, Recording } from '@sealwave/web/audio-io';
import type { AudioSent } from '@sealwave/contracts';
import type { RecordingKey } from '@sealwave/e2ee';
import type { Place, SendProgress } from '@sealwave/web/gateway-client';
import type { Seal } from './sending/seal';

/** A finished take that can be played, and is kept until it was sent or discarded. */
export interface Clip extends Recording {
  /** A `blob:` address that plays it. */
  readonly url: string;
  /** The place that the take was begun in, and the only one that it is sent to unasked. */
  readonly place: Place | null;
  /** The recording's own at everybody who receives it, the same for each attempt to send it. */
  readonly messageId: string;
  /** How far it is on its way to be encrypted; what was recorded stays as it is. */
  readonly seal: Seal;
}

/** Why there is no recording: the microphone did not open, or the take held nothing. */
export type RecorderProblem = MicrophoneProblem | 'empty';

/** Where one recording is on its way from the microphone to the others. */
export type RecorderState =
  | { readonly kind: 'idle'; readonly problem: RecorderProblem | null }
  /** `clip` is the take that is to be replaced; it stays when the microphone does not open. */
  | { readonly kind: 'opening'; readonly clip: Clip | null }
  | { readonly kind: 'recording'; readonly capture: Capture }
  /** `problem` says why the last attempt to do something with it failed. */
  | { readonly kind: 'review'; readonly clip: Clip; readonly problem: string | null }
  /** `progress` is null until something is known of it. */
  | { readonly kind: 'sending'; readonly clip: Clip; readonly progress: SendProgress | null }
  /** `sealed` is null when the recording was sent as it was. */
  | { readonly kind: 'sent'; readonly metrics: AudioSent; readonly sealed: SentSeal | null };

/** What is left of a clip that was sent encrypted; this is the last place that has its key. */
export interface SentSeal {
  readonly key: RecordingKey;
  readonly recordedBytes: number;
  /** By the clock of the page: nobody on the way can measure it. */
  readonly durationMs: number;
}

/** The finished take that `state` holds on to, if any. */
export function clipIn(state: RecorderState): Clip | null {
  return 'clip' in state ? state.clip : null;
}

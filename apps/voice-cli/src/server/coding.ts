import type { CoderName } from '@sealwave/audio';

/** How recordings are coded for the place that they are sent to. */
export interface Coding {
  readonly coder: CoderName;
  /** Longest recording there, in seconds. */
  readonly maxSeconds: number;
}

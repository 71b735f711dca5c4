/** Why the microphone could not be opened. */
export type MicrophoneProblem =
  'denied' | 'missing' | 'in-use' | 'insecure-page' | 'unsupported' | 'failed';

/**
 * Names of the exceptions of `getUserMedia` (W3C Media Capture and Streams, 10.2). Some browsers still throw
 * the older ones.
 */
const PROBLEM_OF_EXCEPTION: ReadonlyMap<string, MicrophoneProblem> = new Map([
  ['NotAllowedError', 'denied'],
  ['PermissionDeniedError', 'denied'],
  ['NotFoundError', 'missing'],
  ['DevicesNotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'in-use'],
  ['TrackStartError', 'in-use'],
  ['AbortError', 'in-use'],
  ['SecurityError', 'insecure-page'],
]);

/**
 * Translates an exception of `getUserMedia` or `MediaRecorder` into a problem that a person can understand.
 */
export function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return PROBLEM_OF_EXCEPTION.get(name) ?? 'failed';
}

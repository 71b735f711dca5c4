import type { RecorderProblem } from './recorder-state';

/** Text for each problem of recording: what happened, and what to do. */
export const RECORDER_PROBLEM_TEXT: Readonly<Record<RecorderProblem, string>> = {
  denied: $localize`Microphone blocked. Tap the icon left of the address, allow the microphone, then try again.`,
  missing: $localize`No microphone found. Connect one and try again.`,
  'in-use': $localize`Another app is using the microphone. Close it, then try again.`,
  'insecure-page': $localize`The microphone needs HTTPS. Open the https:// address of this server.`,
  unsupported: $localize`This browser cannot record audio in a format that is understood here. A current Chrome, Edge or Firefox can, and Safari from version 18.4 on.`,
  failed: $localize`The microphone could not be opened. Reconnect it or reload the page, then try again.`,
  empty: $localize`Too short. Hold the button until you finish.`,
};

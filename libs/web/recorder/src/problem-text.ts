import type { RecorderProblem } from './recorder-state';

/** What happened and what to do about it, for each way in which recording can fail. */
export const RECORDER_PROBLEM_TEXT: Readonly<Record<RecorderProblem, string>> = {
  denied: $localize`This page may not use the microphone. Allow it in the address bar or in the settings of the browser, then press Record again.`,
  missing: $localize`No microphone was found. Connect one, then press Record again.`,
  'in-use': $localize`The microphone is taken by another program. Close that program or its call, then press Record again.`,
  'insecure-page': $localize`Browsers open the microphone only on secure pages. Use an address that starts with https://, or http://localhost on this machine.`,
  unsupported: $localize`This browser cannot record audio in a format that is understood here. A current Chrome, Edge or Firefox can, and Safari from version 18.4 on.`,
  failed: $localize`The microphone could not be opened. Reconnect it or reload the page, then try again.`,
  empty: $localize`Nothing was recorded: that was too short, or the microphone was not open yet. Press Record and speak once the button turns red.`,
};

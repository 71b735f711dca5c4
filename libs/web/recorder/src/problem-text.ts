import type { RecorderProblem } from './recorder-state';

/** What happened and what to do about it, for each way in which recording can fail. */
export const PROBLEM_TEXT: Readonly<Record<RecorderProblem, string>> = {
  denied:
    'This page may not use the microphone. Allow it in the address bar or in the settings of the browser, then press Record again.',
  missing: 'No microphone was found. Connect one, then press Record again.',
  'in-use':
    'The microphone is taken by another program. Close that program or its call, then press Record again.',
  'insecure-page':
    'Browsers open the microphone only on secure pages. Use an address that starts with https://, or http://localhost on this machine.',
  unsupported:
    'This browser cannot record audio in a format that is understood here. A current Chrome, Edge, Firefox or Safari can.',
  failed: 'The microphone could not be opened. Reconnect it or reload the page, then try again.',
  empty: 'That was too short: nothing was recorded. Press Record, speak, then press Stop.',
};

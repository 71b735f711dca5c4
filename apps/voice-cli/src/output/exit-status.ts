/** The exit statuses of the program. docs/cli.md is generated from this list. */
export const EXIT_STATUS = {
  success: { code: 0, meaning: 'Everything was done.' },
  partialFailure: {
    code: 1,
    meaning:
      'Something could not be done: a file that is not a recording, a code that does not fit, a check that fails.',
  },
  usageError: {
    code: 2,
    meaning: 'Nothing was done: the command makes no sense, or a file cannot be written.',
  },
  server: { code: 3, meaning: 'The voice server cannot be reached, refuses, or went away.' },
  sound: { code: 4, meaning: 'No program or device for sound works here.' },
  internalError: { code: 70, meaning: 'A defect of voice-cli; `--verbose` says where.' },
  interrupted: { code: 130, meaning: 'Ended with Ctrl-C.' },
  terminated: { code: 143, meaning: 'Ended by the system, or because the terminal was closed.' },
} as const;

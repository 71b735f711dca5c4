#!/usr/bin/env node
import { EXIT_STATUS } from './output/exit-status';
import { errorSummary, statusOf } from './failure';
import { Interruption } from './interruption';
import { OutputError } from './output/output-error';
import { run } from './run';

/** How long unfinished output may delay the end of the program, in milliseconds. */
const SHUTDOWN_GRACE_MS = 10_000;

let isUnwritable = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of the output may stop early, as `head` does.
    if (error.code === 'EPIPE') process.exit();
    if (isUnwritable) return;
    isUnwritable = true;
    const problem = new OutputError('the output', error);
    // If stderr cannot be written, only the exit status reports the problem.
    process.stderr.write(`voice-cli: ${errorSummary(problem)}\n`, () =>
      process.exit(statusOf(problem)),
    );
  });
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // A second signal ends the program at once.
  process.once(signal, () => interruption.abort(new Interruption(signal)));
}

const { stdin, stdout, stderr, env, platform } = process;
const args = process.argv.slice(2);
const context = {
  ...{ stdin, stdout, stderr, env, platform },
  verbose: args.includes('--verbose'),
  interrupted: interruption.signal,
};
const status = await run(args, context);
process.exitCode = isUnwritable ? EXIT_STATUS.usageError.code : status;
stdin.destroy();
setTimeout(() => process.exit(), SHUTDOWN_GRACE_MS).unref();

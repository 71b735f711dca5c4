#!/usr/bin/env node
import { Interruption } from './interruption';
import { run } from './run';

/** How long what is still on its way may keep the program, in milliseconds. */
const PARTING_MS = 10_000;

// Whoever reads what is printed may have seen enough, as `head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // A second one ends the program at once.
  process.once(signal, () => interruption.abort(new Interruption(signal)));
}

const { stdin, stdout, stderr, env, platform } = process;
const args = process.argv.slice(2);
const surroundings = {
  ...{ stdin, stdout, stderr, env, platform },
  verbose: args.includes('--verbose'),
  interrupted: interruption.signal,
};
process.exitCode = await run(args, surroundings);
stdin.destroy();
setTimeout(() => process.exit(), PARTING_MS).unref();

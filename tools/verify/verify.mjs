// npm test: runs every check of the workspace, stops at the first that fails, and counts the tests. With
// `--long`, npm run test:long.
import { runSteps } from './run-steps.mjs';
import { PROGRAMS, LONG_STEPS, STEPS } from './steps.mjs';

const succeeded = await runSteps({
  programs: PROGRAMS,
  steps: process.argv.includes('--long') ? LONG_STEPS : STEPS,
  isCi: !['', '0', 'false', undefined].includes(process.env.CI),
  print: console.log,
});
if (!succeeded) process.exitCode = 1;

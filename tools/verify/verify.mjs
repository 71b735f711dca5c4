// npm test, and with `--long` npm run test:long: runs every check of the workspace, stops at the first that fails, and
// counts the tests.
import { countTests } from './count-tests.mjs';
import { runCommand } from './run-command.mjs';
import { PROGRAMS, LONG_STEPS, STEPS } from './steps.mjs';

const steps = process.argv.includes('--long') ? LONG_STEPS : STEPS;
const total = { passed: 0, failed: 0, skipped: 0 };
const env = {};

/** Runs one step and tells of it. Returns what it said, or undefined when it failed. */
async function check({ title, command, env: own = {}, counts: mustCount = false }) {
  const startedAt = Date.now();
  const { succeeded, output } = await runCommand(command, { ...env, ...own });
  const counts = countTests(output);
  for (const kind of Object.keys(total)) total[kind] += counts[kind];
  console.log(`${title.padEnd(24)}${seconds(Date.now() - startedAt)}   ${describe(counts)}`);
  const hasCounted = !mustCount || Object.values(counts).some((count) => count > 0);
  if (succeeded && counts.failed === 0 && hasCounted) return output;

  if (counts.failed === 0) total.failed++; // a step without tests is one thing that failed
  const variables = Object.entries(own).map(([name, value]) => `${name}=${value} `);
  const alone = command.startsWith('node ') ? command : `npx ${command}`;
  console.log(`\n${output}`);
  if (!hasCounted) console.log('It has counted no test.');
  console.log(`The step "${title}" failed. To repeat it alone: ${variables.join('')}${alone}\n`);
  return undefined;
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(8);

const describe = (counts) =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');

/**
 * Finds a program, or tries to install one. Resolves with whether the checks can go on: without a path in the last line
 * of what is said they do, and what needs it is skipped.
 */
async function findProgram({ title, command, variable }) {
  const said = await check({ title, command });
  if (said === undefined) return false;
  const [path, ...words] = said.replace(/\n$/, '').split('\n').reverse();
  env[variable] = path;
  if (path === '') console.log(words.join(' '));
  return true;
}

let succeeded = true;
for (const program of PROGRAMS) succeeded &&= await findProgram(program);
for (const step of steps) {
  if (!succeeded) break;
  const ends = await Promise.all([step].flat().map(check));
  succeeded = !ends.includes(undefined);
}
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
if (!succeeded) process.exitCode = 1;

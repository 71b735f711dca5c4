// npm test: runs every check of the workspace, stops at the first that fails, and counts the tests.
import { countTests, projectsWithoutSummary } from './count-tests.mjs';
import { runCommand } from './run-command.mjs';
import { STEPS } from './steps.mjs';

const total = { passed: 0, failed: 0, skipped: 0 };
const env = {};

/** Runs one step and tells of it. Returns what it said, or undefined when it failed. */
async function check({ title, command }) {
  process.stdout.write(title.padEnd(24));
  const startedAt = Date.now();
  const { succeeded, output } = await runCommand(command, env);
  const counts = countTests(output);
  for (const kind of Object.keys(total)) total[kind] += counts[kind];
  console.log(`${seconds(Date.now() - startedAt)}   ${describe(counts)}`);
  const uncounted = projectsWithoutSummary(output);
  if (succeeded && uncounted.length === 0) return output;

  if (counts.failed === 0) total.failed++; // a step without tests is one thing that failed
  const alone = command.startsWith('node ') ? command : `npx ${command}`;
  console.log(`\n${output}`);
  if (uncounted.length > 0) console.log(`No summary of the tests of ${uncounted.join(', ')}.`);
  console.log(`The step "${title}" failed. To repeat it alone: ${alone}\n`);
  return undefined;
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(8);

const describe = (counts) =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');

const chromium = await check({
  title: 'Chromium',
  command: 'node tools/chromium/ensure-chromium.mjs',
});
env.CHROMIUM_PATH = chromium?.trim().split('\n').at(-1);

let succeeded = chromium !== undefined;
for (const step of STEPS) {
  if (!succeeded) break;
  succeeded = (await check(step)) !== undefined;
}
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
if (!succeeded) process.exitCode = 1;

import { countTests } from './count-tests.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Looks for `programs`, then runs `steps` in order. Stops after the first step that fails. Passes its output to
 * `print` line by line; the last line counts the tests.
 * @param run `programs` and `steps` as in `steps.mjs`, and whether this `isCi`.
 * @returns whether all of them succeeded.
 */
export async function runSteps({ programs, steps, isCi, print }) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const env = {};

  /**
   * Runs one step and reports it.
   * @returns its output; undefined when it failed.
   */
  async function check({ title, command, env: own = {}, counts: mustCount = false }) {
    const startedAt = Date.now();
    const { succeeded, output } = await runCommand(command, { ...env, ...own });
    const counts = countTests(output);
    for (const kind of Object.keys(total)) total[kind] += counts[kind];
    print(`${title.padEnd(24)}${seconds(Date.now() - startedAt)}   ${describe(counts)}`);
    const failure = failureOf({ succeeded, counts, mustCount, isCi });
    if (failure === undefined) return output;

    if (counts.failed === 0) total.failed++; // A step without tests counts as one failure.
    const variables = Object.entries(own).map(([name, value]) => `${name}=${value} `);
    const alone = command.startsWith('node ') ? command : `npx ${command}`;
    print(`\n${output}`);
    print(
      `The step "${title}" failed. ${failure} To repeat it alone: ${variables.join('')}${alone}\n`,
    );
    return undefined;
  }

  /**
   * Finds a program, or tries to install it.
   * @returns whether the checks can continue. If the last line of the output has no path, they continue without
   * what needs the program.
   */
  async function findProgram({ title, command, variable }) {
    const said = await check({ title, command });
    if (said === undefined) return false;
    const [path, ...words] = said.replace(/\n$/, '').split('\n').reverse();
    env[variable] = path;
    if (path === '') print(words.join(' '));
    return true;
  }

  let succeeded = true;
  for (const program of programs) succeeded &&= await findProgram(program);
  for (const step of steps) {
    if (!succeeded) break;
    const ends = await Promise.all([step].flat().map(check));
    succeeded = !ends.includes(undefined);
  }
  if (total.skipped > 0) print(`${total.skipped} skipped`);
  print(`${total.passed} passed, ${total.failed} failed`);
  return succeeded;
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(8);

const describe = (counts) =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');

/**
 * Why a step failed; undefined if it succeeded.
 *
 * A step that `counts` tests proves nothing if no test passed. A developer's machine may lack what its tests
 * need, so all may be skipped there. CI must run them.
 * @param step whether its command `succeeded`, its `counts` of tests, whether it `mustCount` some, and whether
 * this `isCi`.
 */
function failureOf({ succeeded, counts, mustCount, isCi }) {
  if (!succeeded) return 'Its command has failed.';
  if (counts.failed > 0) return `${counts.failed} of its tests have failed.`;
  if (!mustCount || counts.passed > 0) return undefined;
  if (counts.skipped === 0) return 'It has counted no test.';
  return isCi ? 'Every one of its tests was skipped, which CI does not allow.' : undefined;
}

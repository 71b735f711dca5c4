import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runSteps } from './run-steps.mjs';
import { STEPS, LONG_STEPS } from './steps.mjs';

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), 'steps-'))));
after(() => rmSync(folder, { recursive: true }));

/** A step whose command, a process of its own, says `output` and ends with `status`. */
function step(title, output, status = 0) {
  const program = join(folder, `${title}.mjs`);
  writeFileSync(program, `console.log(${JSON.stringify(output)}); process.exitCode = ${status};`);
  return { title, command: `node ${program}`, counts: true };
}

async function run(steps, isCi) {
  const lines = [];
  const print = (line) => lines.push(line);
  return {
    succeeded: await runSteps({ programs: [], steps, isCi, print }),
    said: lines.join('\n'),
  };
}

test('a step whose tests were all skipped fails in CI, and nowhere else', async () => {
  const firefox = step('Firefox', '  5 skipped');
  const { succeeded, said } = await run([firefox], true);
  assert.equal(succeeded, false);
  assert.match(said, /"Firefox" failed\. Every one of its tests was skipped/);
  assert.match(said, /^0 passed, 1 failed$/m);
  assert.equal((await run([firefox], false)).succeeded, true);
});

test('one test that passed is enough in CI, for others may be skipped there', async () => {
  const { succeeded, said } = await run([step('some', '  5 skipped\n  1 passed (2s)')], true);
  assert.equal(succeeded, true);
  assert.match(said, /^5 skipped\n1 passed, 0 failed$/m);
});

test('a step that counts no test fails everywhere, and nothing after it runs', async () => {
  for (const isCi of [true, false]) {
    const { succeeded, said } = await run([step('none', 'done'), step('later', '# pass 1')], isCi);
    assert.equal(succeeded, false);
    assert.match(said, /"none" failed\. It has counted no test/);
    assert.doesNotMatch(said, /later/);
  }
});

test('a command that fails and a test that fails both fail their step', async () => {
  assert.equal((await run([step('command', '# pass 1', 1)], false)).succeeded, false);
  assert.equal((await run([step('test', '# pass 1\n# fail 1')], false)).succeeded, false);
});

test('every step that runs tests counts them', () => {
  const runners = /^(jest|playwright test|node --test|node tools\/browser-specs)/;
  const uncounted = [...STEPS.flat(), ...LONG_STEPS].filter(
    ({ command, counts }) => runners.test(command) !== (counts === true),
  );
  assert.deepEqual(uncounted, []);
});

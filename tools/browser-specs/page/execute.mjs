import { expect } from 'expect';

const TIME_LIMIT_MS = 60_000;

/**
 * Runs a block and everything in it in order.
 * @param {object} block as `collect` returns it.
 * @param {object[]} parents the blocks around it, outermost first.
 * @param {(result: {title: string, status: string, problem?: string}) => unknown} report receives each test's
 * result, and that of each failed hook.
 */
export async function execute(block, parents, report) {
  const lineage = [...parents, block];
  try {
    await runAll(block.beforeAll);
    for (const child of block.children) {
      if (child.children) await execute(child, lineage, report);
      else await report(await runTest(child, lineage));
    }
    await runAll(block.afterAll);
  } catch (error) {
    await report(failure(titleIn(lineage, 'around all tests'), error));
  }
}

async function runTest({ title, test, skipped }, lineage) {
  const fullTitle = titleIn(lineage, title);
  if (skipped) return { title: fullTitle, status: 'skipped' };
  let result = { title: fullTitle, status: 'passed' };
  const attempt = async (bodies) => {
    try {
      await runAll(bodies);
    } catch (error) {
      if (result.status === 'passed') result = failure(fullTitle, error);
    }
  };
  await attempt([...lineage.flatMap(({ beforeEach }) => beforeEach), test]);
  await attempt([requireAssertions]);
  await attempt(lineage.toReversed().flatMap(({ afterEach }) => afterEach));
  return result;
}

/** Checks what a test promised with `expect.assertions` or `expect.hasAssertions`. */
function requireAssertions() {
  for (const { error } of expect.extractExpectedAssertionsErrors()) throw error;
}

async function runAll(bodies) {
  for (const body of bodies) await withinLimit(body);
}

async function withinLimit(body) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    const problem = new Error(`did not end within ${TIME_LIMIT_MS / 1000} s`);
    timer = setTimeout(() => reject(problem), TIME_LIMIT_MS);
  });
  try {
    await Promise.race([body(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

const titleIn = (lineage, title) =>
  [...lineage.map((block) => block.title), title].filter(Boolean).join(' › ');

/** Makes a failed result. `error` is whatever was thrown. */
export function failure(title, error) {
  const { message, stack } = Object(error);
  // Stacks usually begin with the message. They do not if the message changed later.
  const problem = stack?.includes(message) ? stack : `${message ?? error}\n${stack ?? ''}`;
  return { title, status: 'failed', problem };
}

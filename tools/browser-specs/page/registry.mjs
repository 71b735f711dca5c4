import { titleOf } from './title.mjs';

/** The block that `describe`, `it` and the hooks currently fill. */
let block;

/**
 * Runs `fill`, which may be asynchronous.
 * @returns the block of everything it declared.
 */
export async function collect(fill) {
  const root = newBlock('');
  block = root;
  await fill();
  return root;
}

function newBlock(title) {
  return { title, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [], children: [] };
}

function declareBlock(title, fill) {
  const parent = block;
  const child = newBlock(title);
  parent.children.push(child);
  block = child;
  try {
    fill();
  } finally {
    block = parent;
  }
}

const declareTest = (title, test) => block.children.push({ title, test });
const declareSkipped = (title) => block.children.push({ title, skipped: true });

/** Jest's `each`, for tables that are arrays. */
function withEach(declare) {
  const each = (table) => (template, body) => {
    const rows = table.every(Array.isArray) ? table : table.map((value) => [value]);
    rows.forEach((row, i) => declare(titleOf(template, row, i), () => body(...row)));
  };
  return Object.assign(declare, { each });
}

const hook = (kind) => (body) => block[kind].push(body);
const it = Object.assign(withEach(declareTest), { skip: declareSkipped });

/** The globals of specs. A spec that uses other parts of Jest fails to load. */
export const globals = {
  describe: Object.assign(withEach(declareBlock), { skip: declareSkipped }),
  it,
  test: it,
  beforeAll: hook('beforeAll'),
  beforeEach: hook('beforeEach'),
  afterEach: hook('afterEach'),
  afterAll: hook('afterAll'),
};

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expect } from 'expect';
import { execute } from './page/execute.mjs';
import { collect, globals } from './page/registry.mjs';

const { describe, it, beforeAll, beforeEach, afterEach } = globals;

/** What the runner reports of the tests that `fill` declares, one line each. */
async function outcome(fill) {
  const lines = [];
  await execute(await collect(fill), [], ({ status, title }) => lines.push(`${status} ${title}`));
  return lines;
}

test('a test passes, fails or is skipped, and the next one runs', async () => {
  const lines = await outcome(() => {
    it('right', () => expect(1).toBe(1));
    it('wrong', () => expect(1).toBe(2));
    it('wrong later', () => expect(Promise.resolve(1)).resolves.toBe(2));
    it('throws what is no error', () => {
      throw undefined;
    });
    it('promises more', () => expect.assertions(1));
    it('promises more and fails', () => {
      expect.assertions(2);
      expect(1).toBe(2);
    });
    it.skip('left out', () => assert.fail());
    it('right again', () => expect(1).toBe(1));
  });
  assert.deepEqual(lines, [
    'passed right',
    'failed wrong',
    'failed wrong later',
    'failed throws what is no error',
    'failed promises more',
    'failed promises more and fails',
    'skipped left out',
    'passed right again',
  ]);
});

test('hooks run around each test, from the outside in and back', async () => {
  const calls = [];
  await outcome(() => {
    beforeEach(() => calls.push('before outer'));
    afterEach(() => calls.push('after outer'));
    describe('inner', () => {
      beforeEach(() => calls.push('before inner'));
      afterEach(() => calls.push('after inner'));
      it('test', () => calls.push('test'));
    });
  });
  assert.deepEqual(calls, ['before outer', 'before inner', 'test', 'after inner', 'after outer']);
});

test('a hook that fails is a failure', async () => {
  const fail = () => assert.fail();
  const lines = await outcome(() => {
    describe('all', () => {
      beforeAll(fail);
      it('never runs', () => undefined);
    });
    describe('each', () => {
      afterEach(fail);
      it('is told of', () => undefined);
    });
  });
  assert.deepEqual(lines, ['failed all › around all tests', 'failed each › is told of']);
});

test('a table makes one test a row, titled as Jest does', async () => {
  const lines = await outcome(() => {
    it.each([1, 2])('takes %i', (value) => expect(value).toBe(1));
    it.each([['a', 5]])('%s has %d and %j', (name, count) =>
      expect([name, count]).toEqual(['a', 5]),
    );
    describe.each([{ bits: 8 }])('with $bits bits', ({ bits }) => {
      it('works', () => expect(bits).toBe(8));
    });
  });
  assert.deepEqual(lines, [
    'passed takes 1',
    'failed takes 2',
    'passed a has 5 and %j',
    'passed with 8 bits › works',
  ]);
});

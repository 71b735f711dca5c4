import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { draw, findDocComments } from './doc-comments.mjs';

const find = (text) => findDocComments('a.ts', text);

test('an exported function is found with its line, its comment and its signature', () => {
  const text = `
/** Not exported. */
const hidden = 1;

/**
 * Adds one.
 * @param n in metres.
 */
export function add(
  n: number,
): number {
  /** Inside. */
  const one = { /** A part. */ part: 1 };
  return n + one.part;
}`;
  assert.deepEqual(find(text), [
    {
      line: 5,
      comment: 'Adds one.\n@param n in metres.',
      signature: 'export function add( n: number, ): number',
    },
  ]);
});

test('public members of classes, types and objects are found, private ones are not', () => {
  const text = `
/** A class. */
export class A {
  /** Private. */
  private readonly one = 1;
  /** Hidden. */
  #two = 2;
  /** Public. */
  readonly three = 3;
  /** A getter. */
  get four() { return 4; }
}
export interface B {
  /** A field. */
  readonly five: number;
}
export const C = {
  /** An entry. */
  Six: 6,
} as const;
export type D =
  | null
  | {
      /** An alternative. */
      readonly seven: 7;
    };`;
  assert.deepEqual(
    find(text).map(({ comment, signature }) => [comment, signature]),
    [
      ['A class.', 'export class A'],
      ['Public.', 'readonly three = 3;'],
      ['A getter.', 'get four()'],
      ['A field.', 'readonly five: number;'],
      ['An entry.', 'Six: 6'],
      ['An alternative.', 'readonly seven: 7;'],
    ],
  );
});

test('a draw has no entry twice, depends on its seed, and repeats with it', () => {
  const list = Array.from({ length: 100 }, (_, i) => i);
  const drawn = draw(list, 30, '1');
  assert.equal(new Set(drawn).size, 30);
  assert.deepEqual(draw(list, 30, '1'), drawn);
  assert.notDeepEqual(draw(list, 30, '2'), drawn);
  assert.deepEqual(
    draw(list, 200, '1').sort((a, b) => a - b),
    list,
  );
});

test('the program prints its seed and the comments that it draws, none of a spec', () => {
  const program = join(import.meta.dirname, 'draw-comments.mjs');
  const printed = execFileSync(process.execPath, [program, '7', '5'], { encoding: 'utf8' });
  assert.match(printed, /^5 of \d+ doc comments, seed 7\n/);
  const places = printed.match(/^(?:libs|apps)\/\S+\.ts:\d+$/gm);
  assert.equal(places?.length, 5);
  assert.ok(places.every((place) => !place.includes('.spec.')));
});

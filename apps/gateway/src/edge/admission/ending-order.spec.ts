import { type Candidate, whoEnds } from './ending-order';

const KIBIBYTE = 1024;
const SMALL = 200 * KIBIBYTE;
const LARGE = 2_000 * KIBIBYTE;

interface Named extends Candidate {
  readonly name: string;
}

describe('TM-D9: who ends', () => {
  const named = (name: string, bytes: number, order: number, isStalled = false): Named => {
    return { name, bytes, order, isStalled };
  };

  it.each([
    [
      'what began last of what is large, however much the others have',
      [named('first', 6 * LARGE, 0), named('last', LARGE, 2), named('second', 2 * LARGE, 1)],
      'last',
    ],
    [
      'what has stopped, whenever it began',
      [named('stopped', LARGE, 0, true), named('last', 2 * LARGE, 1)],
      'stopped',
    ],
    [
      'the largest of what has stopped',
      [named('less', LARGE, 0, true), named('more', 2 * LARGE, 1, true)],
      'more',
    ],
    [
      'nothing small for the sake of what is large',
      [named('large', 3 * LARGE, 0), named('small', SMALL, 1), named('stopped', 1, 2, true)],
      'large',
    ],
    [
      'nothing large for the sake of very many that are small',
      [
        named('large', 6 * LARGE, 0),
        ...Array.from({ length: 64 }, (_, i) => named(`small ${i}`, SMALL - i, i + 1)),
      ],
      'small 0',
    ],
    [
      'the largest of what is small where nothing is large',
      [named('tiny', 10, 1), named('small', SMALL, 0)],
      'small',
    ],
  ])('is %s', (_, all, expected) => {
    expect(whoEnds(all).name).toBe(expected);
  });
});

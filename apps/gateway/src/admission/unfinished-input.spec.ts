import { ErrorCode } from '@sealwave/kernel';
import { type Unfinished, UnfinishedInput } from './unfinished-input';
import type { Visitor } from './visitor';

describe('UnfinishedInput', () => {
  let input: UnfinishedInput;
  let cut: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    input = new UnfinishedInput({ maxBytesPerAddress: 100, maxBytes: 250 });
    cut = [];
  });
  afterEach(() => jest.useRealTimers());

  const visitor = (address: string, isExempt = false): Visitor => {
    return { address, group: address, isExempt };
  };
  const begin = (name: string, from: Visitor): Unfinished =>
    input.expect({ visitor: from, maxMs: 1_000, cut: ({ code }) => cut.push(`${name} ${code}`) });

  it('has what is not finished in time end, and nothing that is', () => {
    const [slow, quick] = [begin('slow', visitor('a')), begin('quick', visitor('a'))];
    slow.hold(1);
    quick.hold(1);
    jest.advanceTimersByTime(900);
    slow.hold(2);
    quick.hold(0);
    quick.hold(5);
    jest.advanceTimersByTime(200);
    expect(cut).toEqual([`slow ${ErrorCode.FrameStalled}`]);
    expect(input.bytes).toBe(5);
  });

  it('has the largest of an address end when it is too much, and not the one that came last', () => {
    const [large, small, other] = ['large', 'small', 'other'].map((name) =>
      begin(name, visitor(name === 'other' ? 'b' : 'a')),
    );
    large.hold(90);
    other.hold(80);
    small.hold(20);
    expect(cut).toEqual([`large ${ErrorCode.RateLimited}`]);
    expect(input.bytes).toBe(100);
  });

  it('has the largest of the largest address end when it is too much for all', () => {
    for (const [name, bytes] of [
      ['a', 60],
      ['b', 90],
      ['c', 70],
      ['d', 40],
    ] as const)
      begin(name, visitor(name)).hold(bytes);
    expect(cut).toEqual([`b ${ErrorCode.RateLimited}`]);
  });

  it('holds those who are exempt to the limit for all alone', () => {
    const own = begin('own', visitor('127.0.0.1', true));
    own.hold(240);
    expect(cut).toEqual([]);
    own.hold(260);
    expect(cut).toEqual([`own ${ErrorCode.RateLimited}`]);
    expect(input.bytes).toBe(0);
  });
});

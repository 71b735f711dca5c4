import { type Clock, ErrorCode } from '@sealwave/kernel';
import { type Unfinished, UnfinishedInput } from './unfinished-input';
import type { Visitor } from '../admission/visitor';

const MEBIBYTE = 1024 * 1024;

describe('UnfinishedInput', () => {
  let input: UnfinishedInput;
  let cut: string[];
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs };

  beforeEach(() => {
    jest.useFakeTimers();
    nowMs = 0;
    input = new UnfinishedInput(
      { maxBytesPerAddress: 24 * MEBIBYTE, maxBytes: 60 * MEBIBYTE },
      clock,
    );
    cut = [];
  });
  afterEach(() => jest.useRealTimers());

  const visitor = (address: string, isExempt = false): Visitor => {
    return { address, group: address, isExempt };
  };
  const begin = (name: string, from = visitor('a')): Unfinished =>
    input.expect({ visitor: from, maxMs: 1_000, cut: ({ code }) => cut.push(`${name} ${code}`) });

  it('ends only input that is not finished in time', () => {
    const [slow, quick] = [begin('slow'), begin('quick')];
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

  it('ends the latest input of an address with too much, whichever one grew', () => {
    const [first, second, third] = ['first', 'second', 'third'].map((name) => begin(name));
    first.hold(12 * MEBIBYTE);
    begin('other', visitor('b')).hold(20 * MEBIBYTE);
    second.hold(9 * MEBIBYTE);
    third.hold(4 * MEBIBYTE);
    expect(cut).toEqual([`third ${ErrorCode.Busy}`]);
    first.hold(16 * MEBIBYTE);
    expect(cut).toEqual([`third ${ErrorCode.Busy}`, `second ${ErrorCode.Busy}`]);
    expect(input.bytes).toBe(36 * MEBIBYTE);
  });

  it('ends as many inputs as necessary', () => {
    const [first, ...later] = ['first', 'second', 'third'].map((name) => begin(name));
    first.hold(8 * MEBIBYTE);
    for (const each of later) each.hold(7 * MEBIBYTE);
    first.hold(18 * MEBIBYTE);
    expect(cut).toEqual([`third ${ErrorCode.Busy}`, `second ${ErrorCode.Busy}`]);
  });

  it('orders an input by its latest beginning', () => {
    const [first, second] = [begin('first'), begin('second')];
    first.hold(MEBIBYTE);
    second.hold(12 * MEBIBYTE);
    first.hold(0);
    first.hold(13 * MEBIBYTE);
    expect(cut).toEqual([`first ${ErrorCode.Busy}`]);
  });

  it('ends an input that stopped or trickles in favour of a later one', () => {
    const [steady, trickling] = [begin('steady'), begin('trickling')];
    steady.hold(6 * MEBIBYTE);
    trickling.hold(12 * MEBIBYTE);
    for (; nowMs < 11_000; nowMs += 1_000) {
      steady.hold(steady.bytes + 4 * 1024);
      trickling.hold(trickling.bytes + 1);
    }
    begin('later').hold(7 * MEBIBYTE);
    expect(cut).toEqual([`trickling ${ErrorCode.Busy}`]);
  });

  it('ends an input of the address with the most when all have too much together', () => {
    for (const [name, mebibytes] of [
      ['a', 15],
      ['b', 22],
      ['c', 17],
      ['d', 10],
    ] as const)
      begin(name, visitor(name)).hold(mebibytes * MEBIBYTE);
    expect(cut).toEqual([`b ${ErrorCode.Busy}`]);
  });

  it('limits exempt visitors only by the total of all', () => {
    const own = begin('own', visitor('127.0.0.1', true));
    own.hold(59 * MEBIBYTE);
    expect(cut).toEqual([]);
    own.hold(61 * MEBIBYTE);
    expect(cut).toEqual([`own ${ErrorCode.Busy}`]);
    expect(input.bytes).toBe(0);
  });
});

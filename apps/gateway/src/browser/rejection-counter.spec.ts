import type { AudioRejected } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { RejectionCounter } from './rejection-counter';

describe('RejectionCounter', () => {
  let told: AudioRejected[];
  let rejections: RejectionCounter;

  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    rejections = new RejectionCounter((rejected) => told.push(rejected));
  });
  afterEach(() => {
    rejections.close();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('reports the first rejection at once', () => {
    rejections.add(ErrorCode.IntegrityFailed);
    expect(told).toEqual([{ count: 1, code: ErrorCode.IntegrityFailed }]);
    jest.advanceTimersByTime(60_000);
    expect(told).toHaveLength(1);
  });

  it('reports a flood of rejections once a second, up to the last one', () => {
    for (let i = 0; i < 1000; i++) {
      rejections.add(ErrorCode.IntegrityFailed);
      jest.advanceTimersByTime(2);
    }
    rejections.add(ErrorCode.ReplayedMessage);
    jest.advanceTimersByTime(60_000);
    expect(told.length).toBeLessThanOrEqual(4);
    expect(told.at(-1)).toEqual({ count: 1001, code: ErrorCode.ReplayedMessage });
    expect(rejections.count).toBe(1001);
  });

  it('reports nothing after it is closed', () => {
    rejections.add(ErrorCode.IntegrityFailed);
    rejections.add(ErrorCode.IntegrityFailed);
    rejections.close();
    jest.advanceTimersByTime(60_000);
    expect(told).toHaveLength(1);
  });
});

import { BytePace } from './byte-pace';
import type { Visitor } from './visitor';

const from = (group: string, isExempt = false): Visitor => ({ address: group, group, isExempt });

describe('BytePace', () => {
  const newPace = () => new BytePace(100, { now: () => 0 });

  it('lets a socket send a burst, and delays bytes above its rate', () => {
    const take = newPace().forSocket(from('a'));
    expect([take(400), take(100), take(100)]).toEqual([0, 1_000, 2_000]);
  });

  it('keeps one socket from using up the rate of its address', () => {
    const pace = newPace();
    expect(pace.forSocket(from('a'))(700)).toBe(3_000);
    expect(pace.forSocket(from('a'))(100)).toBe(0);
  });

  it('delays all sockets of an address that used up its rate, and no others', () => {
    const pace = newPace();
    for (let i = 0; i < 2; i++) pace.forSocket(from('a'))(400);
    expect(pace.forSocket(from('a'))(400)).toBe(1_000);
    expect(pace.forSocket(from('b'))(400)).toBe(0);
    expect(pace.forSocket(from('127.0.0.1', true))(400)).toBe(0);
  });
});

import { AddressRates } from './address-rates';

describe('AddressRates', () => {
  it('gives each address five at once, then its rate', () => {
    const rates = new AddressRates(2);
    const taken = (group: string, nowMs: number) =>
      Array.from({ length: 10 }, () => rates.tryTake(group, nowMs)).filter(Boolean).length;
    expect([taken('a', 0), taken('b', 0)]).toEqual([5, 5]);
    expect([taken('a', 1_000), taken('b', 9_000)]).toEqual([2, 5]);
  });

  it('says how long what is taken on credit takes to pay, each address by itself', () => {
    const rates = new AddressRates(100, 50);
    expect([rates.take('a', 50, 0), rates.take('a', 50, 0), rates.take('b', 50, 0)]).toEqual([
      0, 500, 0,
    ]);
    expect(rates.take('a', 0, 400)).toBeCloseTo(100);
  });

  it('forgets addresses that have nothing against them any more, and only those', () => {
    const rates = new AddressRates(1);
    let busy = 0;
    for (let i = 0; i < 100_000; i++) {
      rates.tryTake(`address ${i}`, 2 * i);
      if (rates.tryTake('busy', 2 * i)) busy++;
    }
    expect(rates.size).toBeLessThan(5_000);
    // What the burst and 200 seconds have given; an address that was forgotten would get more.
    expect(busy).toBeLessThanOrEqual(5 + 200);
  });
});

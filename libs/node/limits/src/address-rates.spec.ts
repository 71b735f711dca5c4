import { AddressRates } from './address-rates';

describe('AddressRates', () => {
  it('gives each address five at once, then its rate', () => {
    const rates = new AddressRates(2);
    const taken = (group: string, nowMs: number) =>
      Array.from({ length: 10 }, () => rates.tryConsume(group, nowMs)).filter(Boolean).length;
    expect([taken('a', 0), taken('b', 0)]).toEqual([5, 5]);
    expect([taken('a', 1_000), taken('b', 9_000)]).toEqual([2, 5]);
  });

  it('returns how long each address needs to pay its debt', () => {
    const rates = new AddressRates(100, 50);
    expect([
      rates.consume('a', 50, 0),
      rates.consume('a', 50, 0),
      rates.consume('b', 50, 0),
    ]).toEqual([0, 500, 0]);
    expect(rates.consume('a', 0, 400)).toBeCloseTo(100);
  });

  it('TM-D13: gives a /56 network of IPv6 four times as much, and a /48 sixteen times, however many are in it', () => {
    const rates = new AddressRates(1, 5);
    const within = (count: number) => Array.from({ length: count }, (_, i) => i);
    const taken = (subnets: readonly number[], nowMs: number): number =>
      subnets.filter((subnet) => rates.tryConsume(`2001:db8:7:${subnet.toString(16)}::/64`, nowMs))
        .length;
    expect(taken(within(256), 0)).toBe(20);
    expect(taken(within(4_000), 0)).toBe(80 - 20);
    expect(taken(within(256), 1_000)).toBe(4);
    expect(taken(within(4_000), 1_000)).toBe(16 - 4);
    expect(rates.tryConsume('2001:db8:8:0::/64', 1_000)).toBe(true);
  });

  it('TM-D13: charges nobody for what is refused', () => {
    const rates = new AddressRates(1, 2);
    for (let i = 0; i < 100; i++) rates.tryConsume('2001:db8:7:1::/64', 0);
    // Of the eight of the /56 network only two are used up.
    const others = [2, 3, 4, 5, 6, 7, 8, 9].filter((subnet) =>
      rates.tryConsume(`2001:db8:7:${subnet}::/64`, 0),
    );
    expect(others).toHaveLength(6);
  });

  it('TM-D13: has who takes on credit wait for the network that is most in debt', () => {
    const rates = new AddressRates(100, 100);
    const waits = [1, 2, 3, 4, 5].map((subnet) =>
      rates.consume(`2001:db8:7:${subnet}::/64`, 100, 0),
    );
    expect(waits).toEqual([0, 0, 0, 0, 250]);
  });

  it('forgets exactly the addresses without debt and with a full burst', () => {
    const rates = new AddressRates(1);
    let busy = 0;
    for (let i = 0; i < 100_000; i++) {
      rates.tryConsume(`address ${i}`, 2 * i);
      if (rates.tryConsume('busy', 2 * i)) busy++;
    }
    expect(rates.size).toBeLessThan(5_000);
    // What the burst and 200 seconds have given; an address that was forgotten would get more.
    expect(busy).toBeLessThanOrEqual(5 + 200);
  });
});

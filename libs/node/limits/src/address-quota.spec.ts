import * as fc from 'fast-check';
import { AddressQuota } from './address-quota';

const network = (subnet: number): string => `2001:db8:7:${subnet.toString(16)}::/64`;

describe('AddressQuota', () => {
  it('admits the configured number for each address, and another one when one leaves', () => {
    const places = new AddressQuota(2);
    const [leave] = [places.reserve('a'), places.reserve('a')];
    expect([places.hasCapacity('a'), places.hasCapacity('b')]).toEqual([false, true]);
    leave();
    leave();
    expect(places.countOf('a')).toBe(1);
    expect(places.hasCapacity('a')).toBe(true);
  });

  it('TM-D13: has four times as many for a /56 network of IPv6, and sixteen times for a /48', () => {
    const places = new AddressQuota(2);
    const takeFrom = (subnets: readonly number[]): number =>
      subnets.filter((subnet) => {
        const hasRoom = places.hasCapacity(network(subnet));
        if (hasRoom) places.reserve(network(subnet));
        return hasRoom;
      }).length;
    const within56 = Array.from({ length: 256 }, (_, i) => i);
    expect(takeFrom(within56)).toBe(8);
    const within48 = Array.from({ length: 65_535 }, (_, i) => i + 1);
    expect(takeFrom(within48)).toBe(32 - 8);
    expect(places.hasCapacity('2001:db8:8:1::/64')).toBe(true);
  });

  it('TM-D13: never has more in a network than its share, and has room in all of it when all have left', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 0x3ff }), fc.boolean()), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 3 }), (asked, perAddress) => {
        const places = new AddressQuota(perAddress);
        const taken: { subnet: number; leave: () => void }[] = [];
        for (const [subnet, leaves] of asked) {
          if (leaves) taken.shift()?.leave();
          else if (places.hasCapacity(network(subnet)))
            taken.push({ subnet, leave: places.reserve(network(subnet)) });
          const of56 = taken.filter((place) => place.subnet >> 8 === subnet >> 8).length;
          expect(taken.length).toBeLessThanOrEqual(16 * perAddress);
          expect(of56).toBeLessThanOrEqual(4 * perAddress);
        }
        taken.forEach(({ leave }) => leave());
        expect(places.size).toBe(0);
      }),
    );
  });
});

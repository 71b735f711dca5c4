import * as fc from 'fast-check';
import { addressGroup } from './address-group';
import { networksOf } from './wider-networks';

const anyByte = fc.integer({ min: 0, max: 0xff });
const anyGroup = fc.integer({ min: 0, max: 0xffff });
const hex = (groups: readonly number[]): string =>
  groups.map((group) => group.toString(16)).join(':');

describe('TM-D13: networksOf', () => {
  it('names an IPv6 group with the wider networks around it, which may have more', () => {
    expect(networksOf('2001:db8:7:abcd::/64')).toEqual([
      { name: '2001:db8:7:abcd::/64', share: 1 },
      { name: '2001:db8:7:ab00::/56', share: 4 },
      { name: '2001:db8:7::/48', share: 16 },
    ]);
  });

  it.each(['203.0.113.7', '', 'unknown', 'speaker 2001:db8:7:abcd::/64', '::/64', '1:2:3::/48'])(
    'names %j alone',
    (group) => expect(networksOf(group)).toEqual([{ name: group, share: 1 }]),
  );

  it('gives all addresses of a /48 the same widest network, and of a /56 the same one within', () => {
    const tail = fc.array(anyGroup, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(anyGroup, { minLength: 3, maxLength: 3 }).filter(([first]) => first !== 0),
        ...[anyByte, anyByte, anyByte, anyByte, tail, tail],
        (site, subnet, one, otherSubnet, other, end, otherEnd) => {
          const names = (high: number, low: number, rest: readonly number[]) =>
            networksOf(addressGroup(hex([...site, (high << 8) | low, ...rest]))).map(
              ({ name }) => name,
            );
          const [group, within, widest] = names(subnet, one, end);
          expect(names(otherSubnet, other, otherEnd)[2]).toBe(widest);
          expect(names(subnet, other, otherEnd)[1]).toBe(within);
          expect(names(subnet, one, otherEnd)[0]).toBe(group);
          const isSame = subnet === otherSubnet;
          expect(names(otherSubnet, other, otherEnd)[1] === within).toBe(isSame);
        },
      ),
    );
  });
});

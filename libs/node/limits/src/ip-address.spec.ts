import * as fc from 'fast-check';
import { parseIpAddress } from './ip-address';

/** Ways to write an IPv4 address that mean the same. */
const spellings4 = (address: string): string[] => {
  const hex = address
    .split('.')
    .map((octet) => Number(octet).toString(16).padStart(2, '0'))
    .join('');
  const groups = `${hex.slice(0, 4)}:${hex.slice(4)}`;
  const padded = address
    .split('.')
    .map((octet) => octet.padStart(3, '0'))
    .join('.');
  return [
    ...[address, ` ${address} `, `${address}:8080`, `"${address}"`, `"${address}:1"`, padded],
    ...[`::ffff:${address}`, `::FFFF:${address}`, `[::ffff:${address}]:443`, `::ffff:${groups}`],
    `0:0:0:0:0:ffff:${groups.toUpperCase()}`,
  ];
};

/** The same for IPv6, of which `groups` are the eight. */
const spellings6 = (groups: readonly number[]): string[] => {
  const full = groups.map((group) => group.toString(16)).join(':');
  const padded = groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
  const { hostname } = new URL(`http://[${full}]`);
  const short = hostname.slice(1, -1);
  return [
    ...[full, padded, full.toUpperCase(), short, `[${short}]`, `[${short}]:8080`],
    ...[`${short}%eth0`, `[${short}%25eth0]:1`, `"[${padded.toUpperCase()}]:65535"`],
  ];
};

describe('TM-S6: parseIpAddress', () => {
  it('gives every way to write an IPv4 address as the same', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(spellings4(address).map(parseIpAddress)).toEqual(
          spellings4(address).map(() => address),
        );
      }),
    );
  });

  it('gives every way to write an IPv6 address as the same', () => {
    const anyGroups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(anyGroups, (groups) => {
        const [first, ...others] = spellings6(groups).map(parseIpAddress);
        expect(first).not.toBeNull();
        others.forEach((other) => expect(other).toBe(first));
      }),
    );
  });

  it('tells different addresses apart', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (one, other) => {
        const same = new URL(`http://[${one}]`).hostname === new URL(`http://[${other}]`).hostname;
        expect(parseIpAddress(one) === parseIpAddress(other)).toBe(same);
      }),
    );
  });

  it.each([
    ...['', 'unknown', '_hidden', '1.2.3', '1.2.3.4.5', '256.1.1.1', '1.2.3.4:', '1.2.3.4:999999'],
    ...['[::1', '::1]', '[1.2.3.4', ':::', '2001:db8', '1.2.3.4, 5.6.7.8', 'localhost', '0x7f.1'],
    ...['1.2.3.4;proto=http', '::ffff:1.2.3', '%eth0', '[]', '[]:80', `${'0'.repeat(200)}1.2.3.4`],
  ])('takes %j for no address', (text) => expect(parseIpAddress(text)).toBeNull());

  it('takes what it gives, whatever it was given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseIpAddress(text);
        if (address !== null) expect(parseIpAddress(address)).toBe(address);
      }),
    );
  });
});

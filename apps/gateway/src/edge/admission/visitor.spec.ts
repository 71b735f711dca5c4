import { Networks } from '@sealwave/node/limits';
import * as fc from 'fast-check';
import { shortened, visitorOf } from './visitor';

const proxies = new Networks(['127.0.0.0/8', '10.0.0.0/8']);
const visitor = (peer: string, forwardedFor?: string | string[]) =>
  visitorOf({ peer, headers: { 'x-forwarded-for': forwardedFor as string } }, proxies);

describe('TM-S6: visitorOf', () => {
  it.each([
    ['203.0.113.7', undefined, '203.0.113.7'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['::ffff:127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', '203.0.113.7, 10.0.0.3', '203.0.113.7'],
    ['127.0.0.1', ['203.0.113.7', '10.0.0.3:1234'], '203.0.113.7'],
    ['127.0.0.1', '10.0.0.3', '10.0.0.3'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', 'unknown', '127.0.0.1'],
    ['127.0.0.1', 'unknown, 10.0.0.3', '10.0.0.3'],
    ['127.0.0.1', '203.0.113.7:1234', '203.0.113.7'],
    ['127.0.0.1', '[::FFFF:203.0.113.7]:1234', '203.0.113.7'],
  ])('reads %s with %j as %s', (peer, forwardedFor, address) => {
    expect(visitor(peer, forwardedFor).address).toBe(address);
  });

  it('ignores headers of untrusted peers', () => {
    expect(visitor('203.0.113.7', '127.0.0.1').address).toBe('203.0.113.7');
    expect(visitor('127.0.0.1', '127.0.0.1, 203.0.113.7').address).toBe('203.0.113.7');
  });

  it('exempts programs in the network of a proxy, but not visitors through it', () => {
    expect(visitor('127.0.0.1').isExempt).toBe(true);
    expect(visitor('127.0.0.1', '10.0.0.3').isExempt).toBe(true);
    expect(visitor('203.0.113.7').isExempt).toBe(false);
    expect(visitor('127.0.0.1', '203.0.113.7').isExempt).toBe(false);
  });

  it('has one spelling for each visitor, whatever port and spelling the proxy writes', () => {
    const port = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(
        fc.ipV4().filter((address) => !proxies.has(address)),
        port,
        (address, number) => {
          const spellings = [address, `${address}:${number}`, `[::ffff:${address}]:${number}`];
          spellings.forEach((spelling) =>
            expect(visitor('127.0.0.1', spelling).group).toBe(address),
          );
        },
      ),
    );
  });

  it('treats a text that is not an address as the proxy, without an exemption', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const { address, isExempt } = visitor('127.0.0.1', text);
        const isEmpty = (text.split(',').pop() ?? '').trim() === '';
        if (address === '127.0.0.1') expect(isExempt).toBe(isEmpty);
      }),
    );
  });

  it('is shortened in the log', () => {
    expect(shortened(visitor('203.0.113.7'))).toBe('203.0.113.0/24');
    expect(shortened(visitor('2001:db8::7'))).toBe('2001:db8:0:0::/64');
  });
});

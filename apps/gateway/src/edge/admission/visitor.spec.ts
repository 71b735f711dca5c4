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
  ])('of %s with %j is %s', (peer, forwardedFor, address) => {
    expect(visitor(peer, forwardedFor).address).toBe(address);
  });

  it('believes nobody else', () => {
    expect(visitor('203.0.113.7', '127.0.0.1').address).toBe('203.0.113.7');
    expect(visitor('127.0.0.1', '127.0.0.1, 203.0.113.7').address).toBe('203.0.113.7');
  });

  it('exempts who comes from the network of a proxy, and nobody who comes by way of one', () => {
    expect(visitor('127.0.0.1').isExempt).toBe(true);
    expect(visitor('127.0.0.1', '10.0.0.3').isExempt).toBe(true);
    expect(visitor('203.0.113.7').isExempt).toBe(false);
    expect(visitor('127.0.0.1', '203.0.113.7').isExempt).toBe(false);
  });

  it('is the same for one visitor, whatever the port and the spelling', () => {
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

  it('gives nobody an identity of their own, or an exemption, for a text that is no address', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const { address, isExempt } = visitor('127.0.0.1', text);
        const isEmpty = (text.split(',').pop() ?? '').trim() === '';
        if (address === '127.0.0.1') expect(isExempt).toBe(isEmpty);
      }),
    );
  });

  it('is shortened for the log', () => {
    expect(shortened(visitor('203.0.113.7'))).toBe('203.0.113.0/24');
    expect(shortened(visitor('2001:db8::7'))).toBe('2001:db8:0:0::/64');
  });
});

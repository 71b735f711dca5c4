import { Networks } from '@sealwave/node/limits';
import { visitorAddress } from './visitor-address';

describe('visitorAddress', () => {
  const proxies = new Networks(['127.0.0.0/8', '10.0.0.0/8']);

  it.each([
    ['203.0.113.7', undefined, '203.0.113.7'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['::ffff:127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', '203.0.113.7, 10.0.0.3', '203.0.113.7'],
    ['127.0.0.1', '10.0.0.3', '10.0.0.3'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', 'unknown', 'unknown'],
  ])('of %s with %j is %s', (peer, forwardedFor, address) => {
    expect(visitorAddress(peer, forwardedFor, proxies)).toBe(address);
  });

  it('believes nobody else', () => {
    expect(visitorAddress('203.0.113.7', '127.0.0.1', proxies)).toBe('203.0.113.7');
    expect(visitorAddress('127.0.0.1', '127.0.0.1, 203.0.113.7', proxies)).toBe('203.0.113.7');
  });
});

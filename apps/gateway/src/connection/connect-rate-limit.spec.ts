import { type Clock, ErrorCode } from '@sealwave/kernel';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from '../browser/browser';
import { ConnectRateLimit } from './connect-policy';
import { VisitorTags } from '../browser/visitor-tags';

function browser(remoteAddress: string, forwarded?: string): Browser {
  const headers = { 'x-forwarded-for': forwarded };
  return { handshake: { headers }, conn: { remoteAddress } } as unknown as Browser;
}

describe('ConnectRateLimit', () => {
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs };
  const config = new GatewayConfig();
  const newRates = () => new ConnectRateLimit(config, new VisitorTags(config), clock);
  beforeEach(() => (nowMs = 0));

  /** How many of ten attempts are allowed. */
  const allowed = (rates: ConnectRateLimit, from: Browser) =>
    Array.from({ length: 10 }, () => {
      try {
        rates.count(from);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: ErrorCode.RateLimited });
        return false;
      }
    }).filter(Boolean).length;

  it('lets one browser connect five times at once, and then once a second', () => {
    const rates = newRates();
    const [ann, ben] = [browser('192.0.2.1'), browser('192.0.2.1')];
    expect([allowed(rates, ann), allowed(rates, ben)]).toEqual([5, 5]);
    nowMs = 2_000;
    expect(allowed(rates, ann)).toBe(2);
  });

  it('TM-D15: lets everybody who may have a socket behind one address connect at the same moment', () => {
    const rates = newRates();
    const first = browser('192.0.2.1');
    expect(allowed(rates, first)).toBe(5);
    const all = Array.from({ length: config.GATEWAY_SOCKETS_PER_ADDRESS }, () =>
      browser('192.0.2.2'),
    );
    all.forEach((each) => expect(() => rates.count(each)).not.toThrow());
    expect(() => rates.count(browser('192.0.2.2'))).toThrow();
    nowMs = 1_000;
    const later = Array.from({ length: 10 }, () => browser('192.0.2.2'));
    const passed = later.filter((each) => {
      try {
        rates.count(each);
        return true;
      } catch {
        return false;
      }
    });
    expect(passed).toHaveLength(config.GATEWAY_CONNECTS_PER_ADDRESS);
  });

  it('counts connections for the visitor behind a trusted proxy, not for the proxy', () => {
    const rates = new ConnectRateLimit(
      { ...config, GATEWAY_SOCKETS_PER_ADDRESS: 1 },
      new VisitorTags(config),
      clock,
    );
    expect(allowed(rates, browser('127.0.0.1', '192.0.2.1'))).toBe(5);
    expect(allowed(rates, browser('192.0.2.1'))).toBe(0);
    expect(allowed(rates, browser('127.0.0.1'))).toBe(10);
  });
});

import { type Clock, ErrorCode } from '@sealwave/kernel';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from './browser';
import { ConnectRates } from './connect-rates';
import { Visitors } from './visitors';

function browser(remoteAddress: string, forwarded?: string): Browser {
  const headers = { 'x-forwarded-for': forwarded };
  return { handshake: { headers }, conn: { remoteAddress } } as unknown as Browser;
}

describe('ConnectRates', () => {
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs };
  const config = new GatewayConfig();
  const newRates = () => new ConnectRates(config, new Visitors(config), clock);
  beforeEach(() => (nowMs = 0));

  /** How many of ten attempts are allowed. */
  const allowed = (rates: ConnectRates, from: Browser) =>
    Array.from({ length: 10 }, () => {
      try {
        rates.count(from);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: ErrorCode.RateLimited });
        return false;
      }
    }).filter(Boolean).length;

  it('lets each address connect five times at once, and then once a second', () => {
    const rates = newRates();
    expect(allowed(rates, browser('192.0.2.1'))).toBe(5);
    expect(allowed(rates, browser('192.0.2.2'))).toBe(5);
    nowMs = 2_000;
    expect(allowed(rates, browser('192.0.2.1'))).toBe(2);
  });

  it('counts for who is behind a trusted proxy, and not for the proxy itself', () => {
    const rates = newRates();
    expect(allowed(rates, browser('127.0.0.1', '192.0.2.1'))).toBe(5);
    expect(allowed(rates, browser('192.0.2.1'))).toBe(0);
    expect(allowed(rates, browser('127.0.0.1'))).toBe(10);
  });
});

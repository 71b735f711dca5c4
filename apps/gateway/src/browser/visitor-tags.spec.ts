import { GatewayConfig } from '../gateway.config';
import type { Browser } from './browser';
import { VisitorTags } from './visitor-tags';

/** A browser that comes from `remoteAddress`, through a proxy that has written `forwarded`. */
function browser(remoteAddress: string, forwarded?: string): Browser {
  const headers = { 'x-forwarded-for': forwarded };
  return { handshake: { headers }, conn: { remoteAddress } } as unknown as Browser;
}

describe('VisitorTags', () => {
  const visitors = new VisitorTags(new GatewayConfig());
  const name = (...from: Parameters<typeof browser>) => visitors.tagOf(browser(...from));

  it('depend on the address, and do not reveal it', () => {
    expect(name('192.0.2.1')).toMatch(/^[0-9a-f]{32}$/);
    expect(name('192.0.2.1')).toBe(name('192.0.2.1'));
    expect(name('192.0.2.1')).not.toBe(name('192.0.2.2'));
    expect(new VisitorTags(new GatewayConfig()).tagOf(browser('192.0.2.1'))).not.toBe(
      name('192.0.2.1'),
    );
  });

  it('believe a trusted proxy, and not a visitor', () => {
    expect(name('127.0.0.1', '192.0.2.1')).toBe(name('192.0.2.1'));
    expect(name('192.0.2.1', '192.0.2.9')).toBe(name('192.0.2.1'));
  });

  it('TM-S6: are the same however a proxy writes their address, so that a ban holds', () => {
    for (const written of ['192.0.2.1:4711', '[::ffff:192.0.2.1]:4711', '::FFFF:C000:201'])
      expect(name('127.0.0.1', written)).toBe(name('192.0.2.1'));
    expect(name('127.0.0.1', '[2001:DB8::1]:4711')).toBe(name('2001:db8::1'));
    expect(name('127.0.0.1', 'unknown')).toBe(name('127.0.0.1', '_other'));
  });

  it('are the same for all addresses of one IPv6 network', () => {
    expect(name('2001:db8::1')).toBe(name('2001:db8::2'));
  });
});

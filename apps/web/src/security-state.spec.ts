import type { LinkState } from '@sealwave/web/gateway-client';
import { pageWayOf, securityOf } from './security-state';

const CONNECTED: LinkState = { kind: 'connected', host: '127.0.0.1', port: 8888 };
const OTHERS: readonly LinkState[] = [
  { kind: 'connecting', leg: 'gateway' },
  { kind: 'reconnecting', leg: 'voice-server', attempt: 1, delayMs: 1 },
  { kind: 'disconnected', reason: 'requested' },
  { kind: 'failed', message: 'not allowed', retryMs: null },
];
const WAYS = ['tls', 'same-computer', 'open'] as const;

describe('pageWayOf', () => {
  it.each([
    ['https:', 'voice.example', 'tls'],
    ['https:', 'localhost', 'tls'],
    ['http:', 'localhost', 'same-computer'],
    ['http:', '127.0.0.1', 'same-computer'],
    ['http:', '[::1]', 'same-computer'],
    ['http:', '192.168.0.7', 'open'],
    ['http:', 'localhost.example', 'open'],
  ])('takes %s//%s for %s', (protocol, hostname, way) => {
    expect(pageWayOf({ protocol, hostname })).toBe(way);
  });
});

describe('securityOf', () => {
  it('claims no more than encryption to a server that nobody verified', () => {
    for (const way of WAYS) {
      for (const link of [CONNECTED, ...OTHERS]) {
        expect(JSON.stringify(securityOf(link, way))).not.toMatch(/end-to-end|secure|private/i);
      }
    }
  });

  it.each([
    ['tls', 'Encrypted to an unverified server', 'Encrypted with TLS.'],
    ['same-computer', 'Encrypted to an unverified server', /^Not encrypted\./],
    ['open', 'Not encrypted to the gateway', /^Not encrypted: whoever/],
  ] as const)('says how the page was opened: %s', (way, label, first) => {
    const security = securityOf(CONNECTED, way);
    expect(security.label).toBe(label);
    expect(security.protections[0].is).toMatch(first);
  });

  it('says of nothing that it is protected while nothing is sent', () => {
    for (const link of OTHERS)
      expect(securityOf(link, 'tls')).toMatchObject({ level: 'none', protections: [] });
  });
});

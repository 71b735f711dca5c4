import { ErrorCode } from '@sealwave/kernel';
import type { ConnectionState } from '@sealwave/web/gateway-client';
import { type PageWay, pageWayOf } from './security-label';
import { securityOf as securityIn } from './security-state';

const CONNECTED = { kind: 'connected', host: '127.0.0.1', port: 8888 } as const;
const OTHERS: readonly ConnectionState[] = [
  { kind: 'connecting', leg: 'gateway' },
  { kind: 'reconnecting', leg: 'voice-server', attempt: 1, delayMs: 1 },
  { kind: 'disconnected', reason: 'requested' },
  { ...{ kind: 'failed', leg: 'gateway' }, code: 'not_allowed', message: 'no', retryMs: null },
];
const securityOf = (link: ConnectionState, way: PageWay) => securityIn(link, { way, room: null });
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
  ])('classifies %s//%s as %s', (protocol, hostname, way) => {
    expect(pageWayOf({ protocol, hostname })).toBe(way);
  });
});

describe('securityOf', () => {
  it('claims only encryption to a server that nobody verified', () => {
    const security = { state: 'pinned', fingerprint: null } as const;
    for (const way of WAYS) {
      for (const link of [CONNECTED, { ...CONNECTED, security }, ...OTHERS]) {
        expect(JSON.stringify(securityOf(link, way))).not.toMatch(
          /(?<!not )(?:end-to-end|secure|private)/i,
        );
      }
    }
  });

  it.each([
    ['tls', 'Server identity not verified', 'Encrypted with TLS.'],
    ['same-computer', 'Server identity not verified', /^Same computer:/],
    ['open', 'Not secure (no HTTPS)', /^Not encrypted: others/],
  ] as const)('states how the page was opened: %s', (way, label, first) => {
    const security = securityOf(CONNECTED, way);
    expect(security.label).toBe(label);
    expect(security.protections[0].is).toMatch(first);
  });

  it.each([
    ['unauthenticated', 'Server identity not verified'],
    ['first-contact', 'First connection to this server'],
    ['pinned', 'Encrypted to the server · not end-to-end'],
  ] as const)('states how sure the gateway is of the server: %s', (state, label) => {
    const fingerprint = state === 'unauthenticated' ? null : `svc1:${'A'.repeat(43)}`;
    const security = securityOf({ ...CONNECTED, security: { state, fingerprint } }, 'tls');
    expect(security).toMatchObject({ level: state, label });
    const shown = security.protections.some((protection) => protection.is === fingerprint);
    expect(shown).toBe(fingerprint !== null);
  });

  it('shows that the page came without TLS even if the server is trusted', () => {
    const security = { state: 'pinned', fingerprint: null } as const;
    expect(securityOf({ ...CONNECTED, security }, 'open').level).toBe('exposed');
  });

  it('warns when another server answers instead of the known one', () => {
    const failed = { kind: 'failed', leg: 'voice-server' } as const;
    const link = { ...failed, message: 'another one', retryMs: null } as const;
    const broken = securityOf({ ...link, code: ErrorCode.IdentityChanged }, 'tls');
    expect(broken).toMatchObject({
      level: 'blocked',
      label: 'Server identity changed: connection blocked',
    });
    expect(securityOf({ ...link, code: ErrorCode.NotAllowed }, 'tls').level).toBe('none');
  });

  it('claims no protection while there is no connection', () => {
    for (const link of OTHERS)
      expect(securityOf(link, 'tls')).toMatchObject({ level: 'none', protections: [] });
  });

  const counts = { hearing: 6, others: 8, because: [] };
  it.each([
    ['open', 'Starting encryption…', /^Nothing is sent/],
    ['sealed', 'End-to-end encrypted', /^Only the people in this room/],
    ['verified', 'End-to-end encrypted and verified', /compared the code/],
    ['partial', '2 of 8 cannot hear you yet', /keys have not come/],
    ['broken', 'Identity changed', /Nothing of theirs is played/],
  ] as const)('says of a sealed room that is %s: %s', (level, label, explanation) => {
    const room = { ...counts, level };
    const security = securityIn(CONNECTED, { way: 'tls', room });
    expect(security).toMatchObject({ level, label });
    expect(security.explanation).toMatch(explanation);
    expect(JSON.stringify(security)).not.toContain('unless you encrypted');
    expect(securityIn(CONNECTED, { way: 'open', room }).level).toBe('exposed');
    expect(securityIn(OTHERS[0], { way: 'tls', room }).level).toBe('none');
  });
});

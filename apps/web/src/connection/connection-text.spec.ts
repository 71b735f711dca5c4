import { ErrorCode } from '@sealwave/kernel';
import type { ConnectionState } from '@sealwave/web/gateway-client';
import { connectionText } from './connection-text';

const CONNECTED: ConnectionState = { kind: 'connected', host: '::1', port: 8888 };
const STATES: readonly (readonly [ConnectionState, string])[] = [
  [{ kind: 'connecting', leg: 'gateway' }, 'Connecting to the gateway…'],
  [{ kind: 'connecting', leg: 'voice-server' }, 'Connecting to the voice server…'],
  [CONNECTED, 'Connected'],
  [
    { kind: 'reconnecting', leg: 'gateway', attempt: 1, delayMs: null },
    'Connection lost. Reconnecting (attempt 1)…',
  ],
  [
    { kind: 'reconnecting', leg: 'voice-server', attempt: 3, delayMs: 2000 },
    'Server unavailable. Reconnecting (attempt 3)…',
  ],
  [{ kind: 'disconnected', reason: 'requested' }, 'Disconnected'],
  [{ kind: 'disconnected', reason: 'connection_lost' }, 'Server unavailable'],
];
const failed = (
  leg: 'gateway' | 'voice-server',
  code: ErrorCode,
  retryMs: number | null = null,
): ConnectionState => ({ kind: 'failed', leg, code, message: 'no', retryMs });

const text = (link: ConnectionState, waitSeconds: number | null = null, online = true) => {
  const { line, detail } = connectionText(link, { online, waitSeconds });
  return `${line} ${detail}`.trim();
};

describe('connectionText', () => {
  it.each(STATES)('describes %j', (state, words) => expect(text(state)).toBe(words));

  it.each([
    ['gateway', ErrorCode.RateLimited, /^Too many people from your network/],
    ['gateway', ErrorCode.NotAllowed, /address that you were given/],
    ['gateway', ErrorCode.ProtocolError, /Reload the page/],
    ['voice-server', ErrorCode.RateLimited, /^Too many rooms or tries/],
    ['voice-server', ErrorCode.RoomFull, /^This room is full/],
    ['voice-server', ErrorCode.JoinDenied, /wrong or expired, or you were banned/],
    ['voice-server', ErrorCode.Removed, /removed from this room/],
    ['voice-server', ErrorCode.NotAllowed, /may not connect/],
    ['voice-server', ErrorCode.ProtocolError, /does not speak/],
    ['voice-server', ErrorCode.Unreachable, /^Server unavailable/],
    ['voice-server', ErrorCode.Internal, /^No connection: no/],
  ] as const)('says why the %s refused with %s, and when the next attempt is', (leg, code, why) => {
    expect(text(failed(leg, code))).toMatch(why);
    expect(text(failed(leg, code, 1900), 2)).toMatch(/\(next try in 2 s\)$/);
  });

  it('tells a page that was cut off from one refused because of a crowd', () => {
    const link = {
      ...failed('gateway', ErrorCode.RateLimited, 900),
      cutOff: true,
    } as ConnectionState;
    expect(text(link)).toMatch(/^This page sent too much/);
  });

  it('announces a refusal once, however often it is repeated', () => {
    const lines = [1, 2, 3].map((attempt) => {
      const leg = 'voice-server' as const;
      const link = { kind: 'reconnecting', leg, attempt, delayMs: 100 * attempt } as const;
      return connectionText(link, { online: true, waitSeconds: attempt }).line;
    });
    expect(new Set(lines).size).toBe(1);
  });

  it.each<ConnectionState>([
    CONNECTED,
    { kind: 'connecting', leg: 'voice-server' },
    { kind: 'reconnecting', leg: 'gateway', attempt: 2, delayMs: null },
    { kind: 'disconnected', reason: 'connection_lost' },
    failed('gateway', ErrorCode.RateLimited, 900),
  ])('says that the browser is offline, whatever the sockets report: %j', (link) => {
    const { line } = connectionText(link, { online: false, waitSeconds: 3 });
    expect(line).toBe("You're offline");
  });

  it.each<ConnectionState>([
    { kind: 'disconnected', reason: 'requested' },
    failed('voice-server', ErrorCode.JoinDenied),
  ])('does not blame the network for %j', (link) =>
    expect(text(link, null, false)).toBe(text(link)),
  );
});

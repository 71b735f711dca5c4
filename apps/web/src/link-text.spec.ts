import type { LinkState } from '@sealwave/web/gateway-client';
import { linkText } from './link-text';

const STATES: readonly (readonly [LinkState, string])[] = [
  [{ kind: 'connecting', leg: 'gateway' }, 'Connecting to the gateway…'],
  [{ kind: 'connecting', leg: 'voice-server' }, 'Connecting to the voice server…'],
  [{ kind: 'connected', host: '127.0.0.1', port: 8888 }, 'Connected to 127.0.0.1:8888'],
  [{ kind: 'connected', host: '::1', port: 8888 }, 'Connected to [::1]:8888'],
  [
    { kind: 'reconnecting', leg: 'gateway', attempt: 1, delayMs: null },
    'Lost the gateway, retrying (attempt 1)…',
  ],
  [
    { kind: 'reconnecting', leg: 'voice-server', attempt: 3, delayMs: 2000 },
    'Lost the voice server, retrying (attempt 3)…',
  ],
  [{ kind: 'disconnected', reason: 'requested' }, 'Disconnected'],
  [{ kind: 'disconnected', reason: 'connection_lost' }, 'Lost the voice server'],
  [
    { kind: 'failed', message: 'nobody listens', retryMs: 1200 },
    'No connection: nobody listens (next try in 2 s)',
  ],
  [{ kind: 'failed', message: 'not allowed', retryMs: null }, 'No connection: not allowed'],
];

describe('linkText', () => {
  it.each(STATES)('puts %j into words', (state, text) => {
    const { line, detail } = linkText(state, true);
    expect(`${line} ${detail}`.trim()).toBe(text);
  });
});

it('says the same thing aloud once, however often it is tried again', () => {
  const lines = [1, 2, 3].map(
    (attempt) =>
      linkText({ kind: 'reconnecting', leg: 'voice-server', attempt, delayMs: 100 * attempt }, true)
        .line,
  );
  expect(new Set(lines).size).toBe(1);
});

it('says that the browser is offline rather than that the gateway is lost', () => {
  const lost: LinkState = { kind: 'reconnecting', leg: 'gateway', attempt: 2, delayMs: null };
  expect(linkText(lost, false)).toEqual({
    line: 'This browser is offline',
    detail: '(attempt 2)…',
  });
  const server: LinkState = { kind: 'reconnecting', leg: 'voice-server', attempt: 2, delayMs: 9 };
  for (const reached of [server, { kind: 'connected', host: 'h', port: 1 } as const])
    expect(linkText(reached, false)).toEqual(linkText(reached, true));
});

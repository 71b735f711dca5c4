import type { ConnectionState } from '@sealwave/web/gateway-client';
import { gatewayText, serverText } from './connection-facts';

const CONNECTED: ConnectionState = { kind: 'connected', host: 'h', port: 1 };
const LOST_SERVER: ConnectionState = {
  kind: 'reconnecting',
  leg: 'voice-server',
  attempt: 3,
  delayMs: 900,
};
const LOST_GATEWAY: ConnectionState = {
  kind: 'reconnecting',
  leg: 'gateway',
  attempt: 2,
  delayMs: null,
};
const FAILED: ConnectionState = {
  ...{ kind: 'failed', leg: 'voice-server', code: 'unreachable' },
  ...{ message: 'nobody listens', retryMs: 900 },
};
const CROWDED: ConnectionState = {
  ...{ kind: 'failed', leg: 'gateway', code: 'rate_limited' },
  ...{ message: 'too many', retryMs: 900 },
};

describe('gatewayText', () => {
  it.each<[ConnectionState, boolean, number | null, string]>([
    [CONNECTED, true, 12.4, 'Connected, 12 ms there and back.'],
    [CONNECTED, true, 0.4, 'Connected, less than 1 ms there and back.'],
    [CONNECTED, true, null, 'Connected.'],
    [LOST_SERVER, true, 1, 'Connected, 1 ms there and back.'],
    [LOST_GATEWAY, false, null, 'Lost. Attempt 2 to reach it again.'],
    [{ kind: 'connecting', leg: 'gateway' }, false, null, 'Connecting…'],
    [{ kind: 'disconnected', reason: 'requested' }, false, null, 'Not connected.'],
    [CROWDED, false, null, 'Too many people from your network. Ask the host to raise the limit.'],
  ])('describes %j (there: %s, %s ms)', (link, up, roundTripMs, text) => {
    expect(gatewayText(link, { up, roundTripMs })).toBe(text);
  });
});

describe('serverText', () => {
  it.each<[ConnectionState, number | null, string]>([
    [CONNECTED, null, 'Connected.'],
    [{ kind: 'connecting', leg: 'voice-server' }, null, 'Connecting…'],
    [{ kind: 'connecting', leg: 'gateway' }, null, 'Waiting for the connection.'],
    [LOST_GATEWAY, null, 'Waiting for the connection.'],
    [LOST_SERVER, 4, 'Lost. Attempt 3 in 4 s.'],
    [LOST_SERVER, 0, 'Lost. Attempt 3 to reach it again.'],
    [LOST_SERVER, null, 'Lost. Attempt 3 to reach it again.'],
    [{ kind: 'disconnected', reason: 'connection_lost' }, null, 'Lost.'],
    [{ kind: 'disconnected', reason: 'requested' }, null, 'You disconnected.'],
    [FAILED, 2, 'Server unavailable (next try in 2 s)'],
    [FAILED, null, 'Server unavailable'],
    [CROWDED, 2, 'Waiting for the connection.'],
  ])('describes %j (%s s left)', (link, seconds, text) => {
    expect(serverText(link, seconds)).toBe(text);
  });
});

import { TestBed } from '@angular/core/testing';
import { ErrorCode } from '@sealwave/kernel';
import { GatewayClient } from './gateway-client';
import { GATEWAY_SOCKET } from './socket/gateway-socket';
import { ScriptedSocket, SERVER } from './testing/gateway-socket-fixtures';

describe('the facts of GatewayClient for the panel', () => {
  let socket: ScriptedSocket;
  let client: GatewayClient;

  beforeEach(() => {
    jest.useFakeTimers();
    socket = new ScriptedSocket();
    TestBed.configureTestingModule({ providers: [{ provide: GATEWAY_SOCKET, useValue: socket }] });
    client = TestBed.inject(GatewayClient);
    client.join();
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('include whether the gateway is connected, and the last voice server', async () => {
    expect([client.gatewayUp(), client.server()]).toEqual([false, null]);
    await socket.opensUp();
    expect([client.gatewayUp(), client.server()]).toEqual([true, SERVER]);
    socket.events.disconnected({ reason: 'connection_lost' });
    expect([client.gatewayUp(), client.server()]).toEqual([true, SERVER]);
    socket.breaks();
    expect([client.gatewayUp(), client.server()]).toEqual([false, SERVER]);
  });

  it('include the time of the next attempt if it is known', async () => {
    socket.serverAnswer = () =>
      Promise.resolve({ code: ErrorCode.Unreachable, message: 'nobody listens' });
    await socket.opensUp();
    const { kind, retryMs } = client.state() as { kind: string; retryMs: number };
    expect([kind, client.nextTryAtMs()]).toEqual(['failed', performance.now() + retryMs]);
    socket.events.server_reconnecting({ attempt: 2, delayMs: 700 });
    expect(client.nextTryAtMs()).toBe(performance.now() + 700);
    socket.breaks();
    expect(client.nextTryAtMs()).toBeNull();
  });

  it('count refused messages since the page was opened, over all connections', async () => {
    const code = ErrorCode.IntegrityFailed;
    expect(client.rejectedCount()).toBe(0);
    await socket.opensUp();
    socket.events.audio_rejected({ count: 1, code });
    socket.events.audio_rejected({ count: 5, code });
    expect(client.rejectedCount()).toBe(5);
    socket.breaks();
    await socket.opensUp();
    expect(client.rejectedCount()).toBe(5);
    socket.events.audio_rejected({ count: 2, code });
    expect(client.rejectedCount()).toBe(7);
  });

  it('include the round trip to the gateway, until the connection ends', async () => {
    await socket.opensUp();
    expect(client.roundTripMs()).toBeNull();
    socket.roundTripAnswer = () => new Promise((resolve) => setTimeout(() => resolve({}), 40));
    const measured = client.measureRoundTrip();
    await jest.advanceTimersByTimeAsync(40);
    expect(await measured).toBe(40);
    expect(client.roundTripMs()).toBe(40);
    socket.breaks();
    expect(client.roundTripMs()).toBeNull();
  });

  it('include no round trip without a connection or an answer', async () => {
    const offline = { code: ErrorCode.NotConnected };
    await expect(client.measureRoundTrip()).rejects.toMatchObject(offline);
    await socket.opensUp();
    socket.roundTripAnswer = () => Promise.reject(new Error('timeout'));
    const unanswered = { code: ErrorCode.Unreachable };
    await expect(client.measureRoundTrip()).rejects.toMatchObject(unanswered);
    expect(client.roundTripMs()).toBeNull();
  });
});

import { TestBed } from '@angular/core/testing';
import type { AudioReceived, AudioSent, Failure, ServerConnected } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { GatewayClient } from './gateway-client';
import { GATEWAY_SOCKET } from './socket/gateway-socket';
import { ScriptedSocket, SERVER } from './testing/gateway-socket-fixtures';
import type { OutgoingRecording } from './messages/outgoing-recording';
import type { ReceivedMessage } from './messages/received-message';

/** Lets everything run that waits for promises only. */
async function settled(): Promise<void> {
  await jest.advanceTimersByTimeAsync(0);
}

describe('GatewayClient', () => {
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

  describe('the way to the voice server', () => {
    it('asks for the voice server as soon as the gateway is reached', async () => {
      expect(client.state()).toEqual({ kind: 'connecting', leg: 'gateway' });
      await socket.opensUp();
      expect(socket.requests).toEqual(['connect_to_server']);
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });

    it('heals by itself when the gateway was killed and is back', async () => {
      await socket.opensUp();
      socket.breaks();
      expect(client.state()).toMatchObject({ kind: 'reconnecting', leg: 'gateway', attempt: 1 });
      socket.lifecycle.reopening(2);
      socket.lifecycle.closed(true);
      expect(client.state()).toMatchObject({ kind: 'reconnecting', leg: 'gateway', attempt: 2 });
      await socket.opensUp();
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });

    it('opens the socket again when the gateway ended the connection on purpose', async () => {
      await socket.opensUp();
      socket.breaks(false);
      await jest.advanceTimersByTimeAsync(1000);
      expect(socket.opens).toBe(2);
    });

    it('shows that the voice server is gone, is tried again, and is back', async () => {
      await socket.opensUp();
      socket.events.disconnected({ reason: 'connection_lost' });
      expect(client.state()).toEqual({ kind: 'disconnected', reason: 'connection_lost' });
      socket.events.server_reconnecting({ attempt: 1, delayMs: 400 });
      expect(client.state()).toEqual({
        kind: 'reconnecting',
        leg: 'voice-server',
        attempt: 1,
        delayMs: 400,
      });
      socket.events.server_connected(SERVER);
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });

    it('asks again, later each time, when the voice server cannot be reached', async () => {
      const answers: (ServerConnected | Failure)[] = [
        { code: ErrorCode.Unreachable, message: 'nobody listens' },
        { code: ErrorCode.Unreachable, message: 'nobody listens' },
        SERVER,
      ];
      socket.serverAnswer = () => Promise.resolve(answers.shift() ?? SERVER);
      await socket.opensUp();
      expect(client.state()).toMatchObject({ kind: 'failed', message: 'nobody listens' });
      await jest.advanceTimersByTimeAsync(1000);
      expect(socket.requests).toHaveLength(2);
      await jest.advanceTimersByTimeAsync(2000);
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });

    it('asks again when the gateway did not answer', async () => {
      socket.serverAnswer = () => Promise.reject(new Error('timeout'));
      await socket.opensUp();
      expect(client.state()).toMatchObject({ kind: 'failed' });
      socket.serverAnswer = () => Promise.resolve(SERVER);
      await jest.advanceTimersByTimeAsync(1000);
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });

    it('does not ask again for what is not allowed', async () => {
      const failure: Failure = { code: ErrorCode.NotAllowed, message: 'not on the list' };
      socket.serverAnswer = () => Promise.resolve(failure);
      await socket.opensUp();
      await jest.advanceTimersByTimeAsync(60_000);
      const state = {
        ...{ kind: 'failed', leg: 'voice-server' },
        ...{ message: 'not on the list', retryMs: null },
      };
      expect(client.state()).toEqual({ ...state, code: ErrorCode.NotAllowed });
      expect(socket.requests).toEqual(['connect_to_server']);
    });

    it('stays away from a server that took the place of the known one', async () => {
      await socket.opensUp();
      const failure: Failure = { code: ErrorCode.IdentityChanged, message: 'another one' };
      socket.events.server_error(failure);
      await jest.advanceTimersByTimeAsync(60_000);
      const { code, message } = failure;
      const leg = 'voice-server';
      expect(client.state()).toEqual({ kind: 'failed', leg, message, retryMs: null, code });
      expect(socket.requests).toEqual(['connect_to_server']);
    });

    it('hears of an attempt that failed by its answer alone', async () => {
      await socket.opensUp();
      socket.events.server_error({ code: ErrorCode.Unreachable, message: 'nobody there' });
      expect(client.state()).toMatchObject({ kind: 'connected' });
    });

    it('asks for nothing again where it is already', async () => {
      await socket.opensUp();
      client.join();
      expect(socket.requests).toEqual(['connect_to_server']);
      expect(client.state()).toMatchObject({ kind: 'connected' });
    });

    it('leaves one room before it asks for another, and hears of the other alone', async () => {
      const room = { id: 'A'.repeat(22), access: 'B'.repeat(43) };
      await socket.opensUp();
      client.join({ room, name: 'Ann' });
      expect(client.state()).toMatchObject({ kind: 'connecting' });
      await jest.advanceTimersByTimeAsync(0);
      expect(socket.requests.slice(1)).toEqual(['disconnect_from_server', 'connect_to_server']);
      expect(socket.visits.at(-1)).toEqual({ room, name: 'Ann' });
      expect(client.state()).toMatchObject({ kind: 'connected' });
    });

    it('shows who is in the room while it is there', async () => {
      const room = { id: 'lobby', you: 1, moderator: false, members: [] };
      socket.serverAnswer = () => Promise.resolve({ ...SERVER, room });
      await socket.opensUp();
      expect(client.room()).toEqual(room);
      socket.events.room_changed({ ...room, you: 2 });
      expect(client.room()).toMatchObject({ you: 2 });
      socket.breaks();
      expect(client.room()).toBeNull();
    });

    it('passes on what a moderator wants, and what the gateway says against it', async () => {
      await socket.opensUp();
      await client.moderate({ act: 'mute', n: 2 });
      expect(socket.wishes).toEqual([{ act: 'mute', n: 2 }]);
      const failure: Failure = { code: ErrorCode.NotAllowed, message: 'no moderator' };
      socket.moderateAnswer = () => Promise.resolve(failure);
      await expect(client.moderate({ act: 'kick', n: 2 })).rejects.toMatchObject(failure);
    });

    it('leaves on request, stays away, and comes back on request', async () => {
      await socket.opensUp();
      await client.leave();
      expect(socket.requests.at(-1)).toBe('disconnect_from_server');
      expect(client.state()).toEqual({ kind: 'disconnected', reason: 'requested' });
      socket.breaks();
      await socket.opensUp();
      expect(client.state()).toEqual({ kind: 'disconnected', reason: 'requested' });
      client.join();
      await settled();
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });
  });

  describe('when the network may have changed', () => {
    beforeEach(() => socket.opensUp());

    it.each(['online', 'offline', 'pageshow'])(
      'ends a connection that does not answer, after %s',
      async (event) => {
        const close = jest.spyOn(socket, 'close');
        socket.roundTripAnswer = () => new Promise((_, reject) => setTimeout(reject, 5_000));
        for (const twice of [event, event]) window.dispatchEvent(new Event(twice));
        await jest.advanceTimersByTimeAsync(4_999);
        expect(close).not.toHaveBeenCalled();
        await jest.advanceTimersByTimeAsync(1);
        expect(close).toHaveBeenCalledTimes(1);
      },
    );

    it('keeps one that does, and asks nothing where there is none', async () => {
      const close = jest.spyOn(socket, 'close');
      const ask = jest.spyOn(socket, 'roundTrip');
      document.dispatchEvent(new Event('visibilitychange'));
      await settled();
      expect([ask.mock.calls.length, close.mock.calls.length]).toEqual([1, 0]);
      socket.breaks();
      window.dispatchEvent(new Event('online'));
      expect(ask).toHaveBeenCalledTimes(1);
    });
  });

  describe('sending', () => {
    const recording: OutgoingRecording = { audio: Uint8Array.of(1, 2, 3), encrypted: false };

    it('returns what the gateway measured', async () => {
      await socket.opensUp();
      const metrics = { id: 'a', snrDb: 41 } as AudioSent;
      socket.sendAnswer = () => Promise.resolve(metrics);
      await expect(client.send(recording)).resolves.toBe(metrics);
    });

    it('refuses at once without a connection, so that nothing goes out later unseen', async () => {
      await expect(client.send(recording)).rejects.toMatchObject({ code: ErrorCode.NotConnected });
      expect(socket.requests).toEqual([]);
    });

    it('passes on why the gateway refused', async () => {
      await socket.opensUp();
      const failure: Failure = { code: ErrorCode.AudioTooLong, message: 'longer than 15 minutes' };
      socket.sendAnswer = () => Promise.resolve(failure);
      await expect(client.send(recording)).rejects.toMatchObject(failure);
    });

    it('says so when the connection breaks before the answer', async () => {
      await socket.opensUp();
      socket.sendAnswer = () => Promise.reject(new Error('socket has been disconnected'));
      await expect(client.send(recording)).rejects.toMatchObject({ code: ErrorCode.Unreachable });
    });
  });

  describe('what the panel shows', () => {
    it('says whether the gateway is there, and which voice server was there last', async () => {
      expect([client.gatewayUp(), client.server()]).toEqual([false, null]);
      await socket.opensUp();
      expect([client.gatewayUp(), client.server()]).toEqual([true, SERVER]);
      socket.events.disconnected({ reason: 'connection_lost' });
      expect([client.gatewayUp(), client.server()]).toEqual([true, SERVER]);
      socket.breaks();
      expect([client.gatewayUp(), client.server()]).toEqual([false, SERVER]);
    });

    it('says when the next attempt is made, where that is known', async () => {
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

    it('counts what was refused since the page was opened, over all connections', async () => {
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

    it('measures the way to the gateway and back, and forgets it with the connection', async () => {
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

    it('measures nothing without a connection or an answer', async () => {
      const offline = { code: ErrorCode.NotConnected };
      await expect(client.measureRoundTrip()).rejects.toMatchObject(offline);
      await socket.opensUp();
      socket.roundTripAnswer = () => Promise.reject(new Error('timeout'));
      const unanswered = { code: ErrorCode.Unreachable };
      await expect(client.measureRoundTrip()).rejects.toMatchObject(unanswered);
      expect(client.roundTripMs()).toBeNull();
    });
  });

  it('hands on what others sent, as bytes', () => {
    const received: ReceivedMessage[] = [];
    client.messages.subscribe((message) => received.push(message));
    const message: AudioReceived = {
      id: 'b',
      audio: 'Zm9v',
      format: 'wav',
      verified: true,
      encrypted: false,
      durationMs: 10,
      codec: 'unknown',
      quality: null,
    };
    socket.events.audio_received(message);
    const audio = Uint8Array.of(102, 111, 111);
    expect(received).toEqual([{ ...message, place: 'lobby', audio }]);
  });

  it('says of a message which room it was sent in, also on the way to another one', async () => {
    const places: string[] = [];
    client.messages.subscribe(({ place }) => places.push(place));
    const receive = () =>
      socket.events.audio_received({
        ...{ id: 'b', audio: 'Zm9v', format: 'wav', verified: true, encrypted: false },
        ...{ durationMs: 10, codec: 'unknown', quality: null },
      });
    const room = { id: 'A'.repeat(22), access: 'B'.repeat(43) };
    await socket.opensUp();
    client.join({ room });
    receive();
    await settled();
    receive();
    client.join({});
    receive();
    await settled();
    receive();
    expect(places).toEqual(['lobby', room.id, room.id, 'lobby']);
  });
});

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

  describe('the connection to the voice server', () => {
    it('requests the voice server as soon as it reaches the gateway', async () => {
      expect(client.state()).toEqual({ kind: 'connecting', leg: 'gateway' });
      await socket.opensUp();
      expect(socket.requests).toEqual(['connect_to_server']);
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });

    it('recovers by itself after the gateway restarted', async () => {
      await socket.opensUp();
      socket.breaks();
      expect(client.state()).toMatchObject({ kind: 'reconnecting', leg: 'gateway', attempt: 1 });
      socket.lifecycle.reopening(2);
      socket.lifecycle.closed(true);
      expect(client.state()).toMatchObject({ kind: 'reconnecting', leg: 'gateway', attempt: 2 });
      await socket.opensUp();
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });

    it('reopens the socket when the gateway closed the connection on purpose', async () => {
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

    it('tries again, with growing delays, when the voice server cannot be reached', async () => {
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

    it('tries again when the gateway did not answer', async () => {
      socket.serverAnswer = () => Promise.reject(new Error('timeout'));
      await socket.opensUp();
      expect(client.state()).toMatchObject({ kind: 'failed' });
      socket.serverAnswer = () => Promise.resolve(SERVER);
      await jest.advanceTimersByTimeAsync(1000);
      expect(client.state()).toEqual({ kind: 'connected', ...SERVER });
    });

    it('does not try again after a final refusal', async () => {
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

    it('does not return to a server that replaced the known one', async () => {
      await socket.opensUp();
      const failure: Failure = { code: ErrorCode.IdentityChanged, message: 'another one' };
      socket.events.server_error(failure);
      await jest.advanceTimersByTimeAsync(60_000);
      const { code, message } = failure;
      const leg = 'voice-server';
      expect(client.state()).toEqual({ kind: 'failed', leg, message, retryMs: null, code });
      expect(socket.requests).toEqual(['connect_to_server']);
    });

    it('notices a failed attempt by its answer alone', async () => {
      await socket.opensUp();
      socket.events.server_error({ code: ErrorCode.Unreachable, message: 'nobody there' });
      expect(client.state()).toMatchObject({ kind: 'connected' });
    });

    it('sends no request for the place where it is', async () => {
      await socket.opensUp();
      client.join();
      expect(socket.requests).toEqual(['connect_to_server']);
      expect(client.state()).toMatchObject({ kind: 'connected' });
    });

    it('leaves one room before it requests another, and ignores the first one', async () => {
      const room = { id: 'A'.repeat(22), access: 'B'.repeat(43) };
      await socket.opensUp();
      client.join({ room, name: 'Ann' });
      expect(client.state()).toMatchObject({ kind: 'connecting' });
      await jest.advanceTimersByTimeAsync(0);
      expect(socket.requests.slice(1)).toEqual(['disconnect_from_server', 'connect_to_server']);
      expect(socket.visits.at(-1)).toEqual({ room, name: 'Ann' });
      expect(client.state()).toMatchObject({ kind: 'connected' });
    });

    it('shows the members while it is in the room', async () => {
      const room = { id: 'lobby', you: 1, moderator: false, members: [] };
      socket.serverAnswer = () => Promise.resolve({ ...SERVER, room });
      await socket.opensUp();
      expect(client.room()).toEqual(room);
      socket.events.room_changed({ ...room, you: 2 });
      expect(client.room()).toMatchObject({ you: 2 });
      socket.breaks();
      expect(client.room()).toBeNull();
    });

    it("forwards a moderator's request, and the gateway's refusal", async () => {
      await socket.opensUp();
      await client.moderate({ act: 'mute', n: 2 });
      expect(socket.wishes).toEqual([{ act: 'mute', n: 2 }]);
      const failure: Failure = { code: ErrorCode.NotAllowed, message: 'no moderator' };
      socket.moderateAnswer = () => Promise.resolve(failure);
      await expect(client.moderate({ act: 'kick', n: 2 })).rejects.toMatchObject(failure);
    });

    it('leaves on request, stays away, and returns on request', async () => {
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
      'closes a connection that does not answer, after %s',
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

    it('keeps a connection that answers, and checks nothing without one', async () => {
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

    it('returns the figures of the gateway', async () => {
      await socket.opensUp();
      const metrics = { id: 'a', snrDb: 41 } as AudioSent;
      socket.sendAnswer = () => Promise.resolve(metrics);
      await expect(client.send(recording)).resolves.toBe(metrics);
    });

    it('refuses at once without a connection, so that nothing is sent later unnoticed', async () => {
      await expect(client.send(recording)).rejects.toMatchObject({ code: ErrorCode.NotConnected });
      expect(socket.requests).toEqual([]);
    });

    it('forwards the reason of a refusal', async () => {
      await socket.opensUp();
      const failure: Failure = { code: ErrorCode.AudioTooLong, message: 'longer than 15 minutes' };
      socket.sendAnswer = () => Promise.resolve(failure);
      await expect(client.send(recording)).rejects.toMatchObject(failure);
    });

    it('reports that the connection broke before the answer', async () => {
      await socket.opensUp();
      socket.sendAnswer = () => Promise.reject(new Error('socket has been disconnected'));
      await expect(client.send(recording)).rejects.toMatchObject({ code: ErrorCode.Unreachable });
    });
  });

  it('emits messages of others, as bytes', () => {
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

  it('tags a message with the room it was sent in, also while moving to another one', async () => {
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

import type { Disconnected, Failure, ServerConnected } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { ServerPath } from './server-path';
import { ScriptedSocket, SERVER } from '../testing/gateway-socket-fixtures';

const access = 'B'.repeat(43);
const one = { room: { id: 'A'.repeat(22), access } };
const other = { room: { id: 'C'.repeat(22), access } };
const roster = { id: 'lobby', you: 1, moderator: false, members: [] };
const failure = (code: ErrorCode): Failure => ({ code, message: 'no' });

describe('ServerPath', () => {
  let socket: ScriptedSocket;
  let link: ServerPath;

  beforeEach(async () => {
    jest.useFakeTimers();
    socket = new ScriptedSocket();
    link = new ServerPath(socket);
    Object.assign(socket, link);
    link.join(one);
    await socket.opensUp();
  });
  afterEach(() => {
    link.close();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  const settled = () => jest.advanceTimersByTimeAsync(0);
  const state = () => link.state().kind;

  /** The gateway's next answer, which arrives when the test says so. */
  function held<T>(): { readonly promise: Promise<T>; give(answer: T): Promise<void> } {
    let resolve!: (answer: T) => void;
    const promise = new Promise<T>((settle) => (resolve = settle));
    return {
      promise,
      give: async (answer) => {
        resolve(answer);
        await settled();
      },
    };
  }

  it('ignores events of a place while the gateway leaves it for another one', async () => {
    const left = held<Disconnected>();
    socket.disconnectAnswer = () => left.promise;
    link.join(other);
    link.events.server_connected({ ...SERVER, room: roster });
    link.events.room_changed(roster);
    link.events.server_error(failure(ErrorCode.Removed));
    expect([state(), link.room()]).toEqual(['connecting', null]);
    await left.give({ reason: 'requested' });
    expect(state()).toBe('connected');
    expect(socket.visits).toEqual([one, other]);
  });

  describe('a mere change of the display name', () => {
    const named = { ...one, name: 'Ann' };
    const answers = (...given: (ServerConnected | Failure)[]) => {
      socket.serverAnswer = () => Promise.resolve(given.shift() ?? SERVER);
    };

    it('is asked for in the room, which it does not leave', async () => {
      const numbering = link.numbering();
      link.join(named);
      expect(state()).toBe('connected');
      link.events.server_connected({ ...SERVER, room: { ...roster, you: 7 } });
      await settled();
      expect(socket.requests).toEqual(['connect_to_server', 'connect_to_server']);
      expect(socket.visits).toEqual([one, named]);
      expect([state(), link.room()?.you, link.numbering()]).toEqual(['connected', 7, numbering]);
    });

    it('takes a new connection where the gateway or the voice server does not know it', async () => {
      answers(failure(ErrorCode.AlreadyConnected));
      link.join(named);
      await settled();
      expect(socket.requests.slice(1)).toEqual([
        ...['connect_to_server', 'disconnect_from_server', 'connect_to_server'],
      ]);
      expect([state(), socket.visits]).toEqual(['connected', [one, named, named]]);
    });

    it('is asked for again, without leaving, after one too many', async () => {
      answers(failure(ErrorCode.RateLimited));
      link.join(named);
      await jest.runOnlyPendingTimersAsync();
      expect(socket.requests).not.toContain('disconnect_from_server');
      expect([state(), socket.visits]).toEqual(['connected', [one, named, named]]);
    });

    it('leaves before it enters where the room has another credential', async () => {
      link.join({ room: { ...one.room, moderation: access }, name: 'Ann' });
      await settled();
      expect(socket.requests).toContain('disconnect_from_server');
    });
  });

  it('knows its destination before it arrives, whatever the display name', async () => {
    expect(new ServerPath(socket).place()).toBe('lobby');
    expect(link.place()).toBe(one.room.id);
    link.join({ ...one, name: 'Ann' });
    expect(link.place()).toBe(one.room.id);
    link.setDestination(other);
    expect([link.place(), state()]).toEqual([other.room.id, 'connecting']);
    void link.leave();
    link.setDestination({});
    expect(link.place()).toBe('lobby');
    void link.disconnectAndForget();
    expect(link.place()).toBeNull();
    await settled();
  });

  it('goes only to the last of several places', async () => {
    const left = held<Disconnected>();
    socket.disconnectAnswer = () => left.promise;
    link.join(other);
    link.join({ name: 'Ann' });
    await left.give({ reason: 'requested' });
    expect(socket.visits).toEqual([one, { name: 'Ann' }]);
  });

  it('does not take the answer to an earlier request for that to the last one', async () => {
    const early = held<ServerConnected | Failure>();
    socket.serverAnswer = () => early.promise;
    link.join(other);
    await settled();
    socket.serverAnswer = () => Promise.resolve(SERVER);
    link.join(one);
    await settled();
    await early.give(failure(ErrorCode.RoomFull));
    expect(state()).toBe('connected');
  });

  it('counts the connections to a voice server, because numbers differ in each', async () => {
    const first = link.numbering();
    link.events.server_reconnecting({ attempt: 1, delayMs: 0 });
    link.events.server_connected({ ...SERVER, room: roster });
    expect(link.numbering()).not.toBe(first);
    const second = link.numbering();
    link.events.room_changed({ ...roster, you: 2 });
    expect(link.numbering()).toBe(second);
  });

  it('ignores a late event about an end that it requested', async () => {
    link.join(other);
    await settled();
    link.events.disconnected({ reason: 'requested' });
    expect(state()).toBe('connected');
  });

  it('keeps events that arrive between its admission and the answer', async () => {
    const answer = held<ServerConnected>();
    socket.serverAnswer = () => answer.promise;
    link.join(other);
    await settled();
    link.events.server_connected({ ...SERVER, room: roster });
    link.events.room_changed({ ...roster, you: 2 });
    await answer.give({ ...SERVER, room: roster });
    expect(link.room()).toMatchObject({ you: 2 });
  });

  it.each([ErrorCode.Removed, ErrorCode.JoinDenied])(
    'does not return by itself after %s, but on request',
    async (code) => {
      link.events.server_error(failure(code));
      socket.breaks();
      await socket.opensUp();
      link.setDestination({ ...one, name: 'Ann' });
      await settled();
      expect(link.state()).toMatchObject({ kind: 'failed', code });
      expect(socket.visits).toEqual([one]);
      link.join();
      await settled();
      expect(socket.visits).toEqual([one, { ...one, name: 'Ann' }]);
    },
  );

  it('stays connected when a request is refused', async () => {
    link.events.server_error(failure(ErrorCode.NotAllowed));
    expect(state()).toBe('connected');
  });

  it('stays away when it leaves before it is admitted', async () => {
    const answer = held<Failure>();
    socket.serverAnswer = () => answer.promise;
    link.join(other);
    await settled();
    await link.leave();
    await answer.give(failure(ErrorCode.NotConnected));
    expect(link.state()).toEqual({ kind: 'disconnected', reason: 'requested' });
  });

  it('goes nowhere after it forgot its destination, until it gets another one', async () => {
    await link.disconnectAndForget();
    link.join();
    await settled();
    expect([state(), socket.visits]).toEqual(['disconnected', [one]]);
    link.join(other);
    await settled();
    expect(socket.visits).toEqual([one, other]);
  });
});

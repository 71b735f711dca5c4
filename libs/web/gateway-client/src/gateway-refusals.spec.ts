import type { ConnectionRefused, Failure } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { ServerPath } from './link/server-path';
import { ScriptedSocket, SERVER } from './testing/gateway-socket-fixtures';

const CROWDED: ConnectionRefused = {
  ...{ code: ErrorCode.RateLimited, message: 'too many from one address' },
  retry: true,
};
const FOREIGN: ConnectionRefused = {
  ...{ code: ErrorCode.NotAllowed, message: 'not a page of this gateway' },
  retry: false,
};

describe('TM-D15: GatewayLink, refused by the gateway', () => {
  let socket: ScriptedSocket;
  let link: ServerPath;

  beforeEach(() => {
    jest.useFakeTimers();
    socket = new ScriptedSocket();
    link = new ServerPath(socket);
    Object.assign(socket, link);
    link.join({});
  });
  afterEach(() => {
    link.close();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  const minutes = (count: number) => jest.advanceTimersByTimeAsync(count * 60_000);

  it('gives the reason, and does not try again when that cannot help, until it is asked to', async () => {
    const close = jest.spyOn(socket, 'close');
    socket.refused(FOREIGN);
    const { code, message } = FOREIGN;
    const state = { kind: 'failed', leg: 'gateway', code, message, retryMs: null };
    expect([link.state(), link.nextTryAtMs()]).toEqual([state, null]);
    expect(close).toHaveBeenCalledTimes(1);
    await minutes(10);
    expect(socket.opens).toBe(1);
    link.join();
    expect([socket.opens, link.state().kind]).toEqual([2, 'connecting']);
  });

  it('tries again, with growing delays of its own, when that can help', async () => {
    const waits: number[] = [];
    for (let refused = 1; refused <= 7; refused++) {
      socket.refused(CROWDED);
      const state = link.state();
      if (state.kind !== 'failed' || state.retryMs === null) throw new Error(state.kind);
      expect(state).toMatchObject({ leg: 'gateway', code: CROWDED.code });
      waits.push(state.retryMs);
      expect(socket.opens).toBe(refused);
      await jest.advanceTimersByTimeAsync(state.retryMs);
      expect(socket.opens).toBe(refused + 1);
    }
    expect(waits[6]).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    await socket.opensUp();
    expect(link.state()).toEqual({ kind: 'connected', ...SERVER });
  });

  it('treats an attempt that fails without a reason as a lost network', async () => {
    socket.refused(CROWDED);
    await minutes(1);
    socket.breaks();
    expect(link.state()).toMatchObject({ kind: 'reconnecting', leg: 'gateway' });
  });

  it('gives the reason when the gateway cuts it off, and waits before it returns', async () => {
    await socket.opensUp();
    const flood: Failure = { code: ErrorCode.RateLimited, message: 'too many events' };
    link.events.server_error(flood);
    expect(link.state().kind).toBe('connected');
    socket.breaks(false);
    expect(link.state()).toMatchObject({ kind: 'failed', leg: 'gateway', ...flood, cutOff: true });
    await minutes(1);
    expect(socket.opens).toBe(2);
    socket.breaks(false);
    expect(link.state().kind).toBe('reconnecting');
  });

  describe('after a refused request for a voice server, which arrives as an event and as an answer', () => {
    const refusal: Failure = { code: ErrorCode.RateLimited, message: 'too many connections' };
    /** Refuses the next request, once the test says so. */
    const refuse = () => {
      let give!: () => void;
      const answer = new Promise<Failure>((resolve) => (give = () => resolve(refusal)));
      socket.serverAnswer = () => answer;
      return async () => {
        link.events.server_error(refusal);
        give();
        await jest.advanceTimersByTimeAsync(0);
      };
    };
    const unrefused = { kind: 'reconnecting', leg: 'gateway', attempt: 1, delayMs: null };

    it('does not treat a connection that ends later as cut off', async () => {
      const give = refuse();
      await socket.opensUp();
      await give();
      expect(link.state()).toMatchObject({ leg: 'voice-server', ...refusal });
      socket.breaks(false);
      expect(link.state()).toEqual(unrefused);
    });

    it('does not do so after another request in between either', async () => {
      const give = refuse();
      await socket.opensUp();
      socket.serverAnswer = () => new Promise(() => undefined);
      link.join({ name: 'Ann' });
      await jest.advanceTimersByTimeAsync(0);
      expect(socket.visits).toHaveLength(2);
      await give();
      socket.breaks(false);
      expect(link.state()).toEqual(unrefused);
    });
  });

  it.each([ErrorCode.ProtocolError, ErrorCode.HopUnsupported, ErrorCode.NotAllowed])(
    'stops requesting a voice server that answers %s',
    async (code) => {
      socket.serverAnswer = () => Promise.resolve({ code, message: 'no' });
      await socket.opensUp();
      await minutes(10);
      expect(link.state()).toMatchObject({ leg: 'voice-server', code, retryMs: null });
      expect(socket.requests).toHaveLength(1);
    },
  );

  it.each([ErrorCode.RoomFull, ErrorCode.RateLimited])(
    'enters a place that answered %s by itself, once there is room',
    async (code) => {
      socket.serverAnswer = () => Promise.resolve({ code, message: 'no' });
      await socket.opensUp();
      expect(link.state()).toMatchObject({ kind: 'failed', code });
      expect(link.nextTryAtMs()).not.toBeNull();
      socket.serverAnswer = () => Promise.resolve(SERVER);
      await minutes(1);
      expect(link.state().kind).toBe('connected');
    },
  );
});

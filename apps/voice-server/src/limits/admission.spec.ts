import { ErrorCode } from '@sealwave/kernel';
import { VoiceServerConfig } from '../voice-server.config';
import { Admission, type ConnectionSlot } from './admission';

type Settings = { -readonly [Name in keyof VoiceServerConfig]?: VoiceServerConfig[Name] };

/** A clock that goes when the test says so. */
class SettableClock {
  nowMs = 0;
  now = (): number => this.nowMs;
}

describe('Admission', () => {
  const ADDRESS = '203.0.113.7';
  let clock: SettableClock;

  beforeEach(() => (clock = new SettableClock()));

  function admission(settings: Settings = {}): Admission {
    return new Admission(Object.assign(new VoiceServerConfig(), settings), clock);
  }

  /** How many of `count` connections from `address` are let in, and with which code it ends. */
  function entered(gate: Admission, address: string, count: number) {
    const places: ConnectionSlot[] = [];
    try {
      while (places.length < count) places.push(gate.enter(address));
      return { places, code: null };
    } catch (error) {
      return { places, code: (error as { code: ErrorCode }).code };
    }
  }

  it('allows an address five handshakes at once, then one a second', () => {
    const gate = admission();
    const first = entered(gate, ADDRESS, 10);
    expect(first).toMatchObject({ places: { length: 5 }, code: ErrorCode.RateLimited });
    clock.nowMs = 1_000;
    expect(entered(gate, ADDRESS, 10).places).toHaveLength(1);
    expect(entered(gate, '203.0.113.8', 5).places).toHaveLength(5);
  });

  it('allows all addresses together twenty handshakes a second', () => {
    const gate = admission();
    const codes = Array.from({ length: 30 }, (_, i) => entered(gate, `203.0.113.${i}`, 1).code);
    expect(codes.filter((code) => code === null)).toHaveLength(20);
    clock.nowMs = 1_000;
    expect(entered(gate, '198.51.100.1', 5).places).toHaveLength(5);
  });

  it('limits the connections of an address until one of them ends', () => {
    const gate = admission({ VOICE_HANDSHAKES_PER_ADDRESS: 1_000 });
    const places: ConnectionSlot[] = [];
    for (; places.length < 16; clock.nowMs += 1_000) places.push(gate.enter(ADDRESS));
    expect(() => gate.enter(ADDRESS)).toThrow(
      expect.objectContaining({ code: ErrorCode.RateLimited, detail: { connections: 16 } }),
    );
    places[0].leave();
    gate.enter(ADDRESS);
  });

  it.each([
    ['an IPv4 address written as IPv6', ADDRESS, `::ffff:${ADDRESS}`],
    ['a /64 network of IPv6', '2001:db8:0:1::1', '2001:db8:0:1:ffff::2'],
  ])('counts %s as one', (_, one, other) => {
    const gate = admission({ VOICE_MAX_CONNECTIONS_PER_ADDRESS: 1 });
    gate.enter(one);
    expect(() => gate.enter(other)).toThrow(
      expect.objectContaining({ code: ErrorCode.RateLimited }),
    );
  });

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '::1', '127.9.9.9'])(
    'limits the trusted %s only by the limits of the server',
    (address) => {
      const gate = admission({ VOICE_MAX_CONNECTIONS: 100 });
      expect(entered(gate, address, 1_000)).toMatchObject({
        places: { length: 100 },
        code: ErrorCode.Busy,
      });
    },
  );

  it('trusts only the configured networks', () => {
    const gate = admission({ VOICE_TRUSTED_PEERS: ['10.1.0.0/16', '2001:db8:7::/48'] });
    expect(entered(gate, '10.1.200.3', 10).code).toBeNull();
    expect(entered(gate, '2001:db8:7:9::3', 10).code).toBeNull();
    expect(entered(gate, '10.2.0.1', 10).code).toBe(ErrorCode.RateLimited);
    expect(entered(gate, '127.0.0.1', 10).code).toBe(ErrorCode.RateLimited);
    expect(entered(gate, '', 10).code).toBe(ErrorCode.RateLimited);
  });

  it('lets a limited number of handshakes begin, and the next ones in order as those complete or end', async () => {
    const gate = admission({ VOICE_MAX_HANDSHAKES: 2 });
    const { places } = entered(gate, '127.0.0.1', 5);
    const begun: number[] = [];
    const beginning = places.map((place, i) => place.begin().then(() => begun.push(i)));
    await Promise.all(beginning.slice(0, 2));
    expect(begun).toEqual([0, 1]);
    places[0].settle();
    places[0].settle();
    await beginning[2];
    expect(begun).toEqual([0, 1, 2]);
    places[1].leave();
    await beginning[3];
    places[4].leave();
    await expect(beginning[4]).rejects.toMatchObject({ code: ErrorCode.Busy });
    places.slice(2, 4).forEach((place) => place.leave());
    await entered(gate, '127.0.0.1', 1).places[0].begin();
  });

  it('lets trusted clients pass the handshakes of others', async () => {
    const gate = admission({ VOICE_MAX_HANDSHAKES: 1 });
    const [one] = entered(gate, ADDRESS, 1).places;
    await one.begin();
    await entered(gate, '127.0.0.1', 1).places[0].begin();
  });

  it('lets a handshake wait as long as one step may take', async () => {
    const gate = admission({ VOICE_MAX_HANDSHAKES: 1, VOICE_HANDSHAKE_MS: 20 });
    const [first, second] = entered(gate, '127.0.0.1', 2).places;
    await first.begin();
    await expect(second.begin()).rejects.toMatchObject({ code: ErrorCode.Busy });
    first.leave();
    await entered(gate, '127.0.0.1', 1).places[0].begin();
  });

  it('limits the number of connections, before and after their handshakes', () => {
    const gate = admission({ VOICE_MAX_CONNECTIONS: 2 });
    const { places, code } = entered(gate, '127.0.0.1', 2);
    expect(code).toBeNull();
    places.forEach((place) => place.settle());
    expect(() => gate.enter('127.0.0.1')).toThrow(
      expect.objectContaining({ code: ErrorCode.Busy, detail: { connected: 2 } }),
    );
    places.forEach((place) => place.leave());
    expect(entered(gate, '127.0.0.1', 3).places).toHaveLength(2);
  });

  it('TM-D13 keeps places and handshakes for others, however many networks one /48 of IPv6 is split into', () => {
    const subnets = (count: number, site: number) =>
      Array.from({ length: count }, (_, i) => `2001:db8:${site}:${i.toString(16)}::1`);
    const gate = admission({ VOICE_HANDSHAKES_PER_SECOND: 100_000 });
    const enterOnce = (address: string) => entered(gate, address, 1).places.length;
    let held = 0;
    for (; clock.nowMs < 60_000; clock.nowMs += 1_000) {
      held += subnets(1_024, 7).filter(enterOnce).length;
      if (clock.nowMs === 0) expect(held).toBe(16 * 5);
    }
    expect(held).toBe(16 * 16);
    expect(subnets(16, 8).filter(enterOnce)).toHaveLength(16);
  });

  it('TM-D13 keeps a part of the connections for the trusted', () => {
    const gate = admission({
      ...{ VOICE_MAX_CONNECTIONS: 10, VOICE_RESERVED_CONNECTIONS: 4 },
      ...{ VOICE_HANDSHAKES_PER_ADDRESS: 1_000, VOICE_HANDSHAKES_PER_SECOND: 1_000 },
    });
    const strangers = Array.from({ length: 10 }, (_, i) => entered(gate, `203.0.113.${i}`, 1).code);
    expect(strangers.filter((code) => code === null)).toHaveLength(6);
    expect(strangers[9]).toBe(ErrorCode.Busy);
    expect(entered(gate, '127.0.0.1', 9).places).toHaveLength(4);
  });

  describe('TM-D13 when all places are taken', () => {
    const IDLE_MS = 30_000;
    const crowded = {
      ...{ VOICE_MAX_CONNECTIONS: 4, VOICE_RESERVED_CONNECTIONS: 1, VOICE_IDLE_BASE_MS: IDLE_MS },
      ...{ VOICE_HANDSHAKES_PER_ADDRESS: 1_000, VOICE_HANDSHAKES_PER_SECOND: 1_000 },
    };
    let gate: Admission;
    let gone: string[];

    beforeEach(() => {
      gate = admission(crowded);
      gone = [];
    });

    /** A client of the base protocol from `address`, one millisecond after the one before. */
    function joins(address: string): ConnectionSlot {
      const place = gate.enter(address);
      place.yieldWhenIdle(() => gone.push(address));
      clock.nowMs++;
      return place;
    }

    const strangers = (): ConnectionSlot[] => [1, 2, 3].map((i) => joins(`203.0.113.${i}`));
    const busy = expect.objectContaining({ code: ErrorCode.Busy });

    it('drops idle clients, the longest idle first', () => {
      const [first] = strangers();
      clock.nowMs = IDLE_MS + 2;
      first.touch();
      ['198.51.100.1', '198.51.100.2'].forEach((address) => gate.enter(address));
      expect(gone).toEqual(['203.0.113.2', '203.0.113.3']);
      expect(() => gate.enter('198.51.100.3')).toThrow(busy);
      expect(gone).toHaveLength(2);
    });

    it('drops nobody who was idle for less than the configured time', () => {
      strangers();
      clock.nowMs = IDLE_MS - 1;
      expect(() => gate.enter('198.51.100.1')).toThrow(busy);
      clock.nowMs = IDLE_MS;
      gate.enter('198.51.100.1');
      expect(gone).toEqual(['203.0.113.1']);
    });

    it('counts each dropped client once, however often its place is released', () => {
      const [first] = strangers();
      clock.nowMs = IDLE_MS;
      gate.enter('198.51.100.1');
      first.leave();
      first.leave();
      expect(() => gate.enter('198.51.100.2')).toThrow(busy);
    });

    it('drops nobody for a client that exceeds a limit of its own', () => {
      strangers();
      clock.nowMs = IDLE_MS;
      const tight = admission({ ...crowded, VOICE_MAX_CONNECTIONS_PER_ADDRESS: 1 });
      tight.enter(ADDRESS).yieldWhenIdle(() => gone.push(ADDRESS));
      clock.nowMs *= 3;
      expect(() => tight.enter(ADDRESS)).toThrow(
        expect.objectContaining({ code: ErrorCode.RateLimited }),
      );
      expect(gone).toEqual([]);
    });

    it('drops trusted clients only for trusted ones, and after all others', () => {
      joins('127.0.0.1');
      [1, 2].forEach((i) => joins(`203.0.113.${i}`));
      clock.nowMs = IDLE_MS + 3;
      ['198.51.100.1', '198.51.100.2'].forEach((address) => gate.enter(address));
      expect(gone).toEqual(['203.0.113.1', '203.0.113.2']);
      expect(() => gate.enter('198.51.100.3')).toThrow(busy);
      gate.enter('127.0.0.1');
      expect(gone).toHaveLength(2);
      gate.enter('127.0.0.1');
      expect(gone.at(-1)).toBe('127.0.0.1');
      expect(() => gate.enter('127.0.0.1')).toThrow(busy);
    });

    it('drops no client that has left or has not offered its place', () => {
      const [first] = strangers();
      first.leave();
      gate.enter('198.51.100.1');
      clock.nowMs = 10 * IDLE_MS;
      ['198.51.100.2', '198.51.100.3'].forEach((address) => gate.enter(address));
      expect(gone).toEqual(['203.0.113.2', '203.0.113.3']);
      expect(() => gate.enter('198.51.100.4')).toThrow(busy);
    });
  });
});

import type { VoiceDecoding } from '@sealwave/node/media';
import type { Incoming } from '@sealwave/node/voice-client';
import { Hearing, type HearingListener } from './hearing';

const MEBIBYTE = 1024 * 1024;
const noDecoding: VoiceDecoding = {
  decompress: () => Promise.reject(new Error('nothing is decoded here')),
};

const deaf = (wantsBytes = false): HearingListener => ({
  ...{ wantsBytes, isPolling: false, takenBytes: 0, cut: jest.fn() },
});

const sealed = (mebibytes: number, fill: number): Incoming => ({
  ...{ id: 'id', codec: 'none', quality: null, durationMs: null, encrypted: true },
  bytes: new Uint8Array(mebibytes * MEBIBYTE).fill(fill),
});

describe('Hearing', () => {
  it('delivers short messages while long ones wait for browsers that do not read', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const hearing = new Hearing(noDecoding, { chargeSpeaker: () => undefined });
    const admit = async (mebibytes: number, fill: number): Promise<() => void> => {
      const incoming = sealed(mebibytes, fill);
      const arrival = { receivedIn: incoming.bytes, listener: deaf(), release: () => undefined };
      return (await hearing.admit(incoming, arrival)).giveBack;
    };
    await admit(7, 1);
    let next = false;
    const waiting = admit(7, 1).then((giveBack) => {
      next = true;
      return giveBack;
    });
    (await admit(0.5, 2))();
    expect(next).toBe(false);
    await jest.advanceTimersByTimeAsync(1_000);
    (await waiting)();
    jest.useRealTimers();
  });

  it('TM-D14: keeps one copy for all browsers, and none of the links keeps its own', async () => {
    const hearing = new Hearing(noDecoding, { chargeSpeaker: () => undefined });
    const copies = [sealed(8, 1), sealed(8, 1), sealed(8, 1)];
    const released: number[] = [];
    const given = copies.map((incoming, i) =>
      hearing.admit(incoming, {
        ...{ receivedIn: incoming.bytes, listener: deaf(true), release: () => released.push(i) },
      }),
    );
    const messages = (await Promise.all(given)).map(({ message }) => message.bytes);
    expect(new Set(messages).size).toBe(1);
    expect(copies.map(({ bytes }) => bytes.length)).toEqual([8 * MEBIBYTE, 0, 0]);
    expect(released).toEqual([0, 1, 2]);
  });

  it('TM-D14: cuts off those who read nothing of the messages that fill the memory', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const hearing = new Hearing(noDecoding, { chargeSpeaker: () => undefined });
    const listeners = Array.from({ length: 16 }, () => deaf(true));
    const given = listeners.map((listener, i) => {
      const incoming = sealed(8, i);
      return hearing.admit(incoming, {
        ...{ receivedIn: incoming.bytes, listener, release: () => undefined },
      });
    });
    await jest.advanceTimersByTimeAsync(10_000);
    await Promise.all(given);
    const cut = listeners.filter((each) => (each.cut as jest.Mock).mock.calls.length > 0);
    // Five fit into each of the two budgets.
    expect(cut.length).toBeGreaterThanOrEqual(6);
    expect(cut.length).toBeLessThan(16);
    jest.useRealTimers();
  });
});

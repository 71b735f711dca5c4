import type { VoiceDecoding } from '@sealwave/node/media';
import { Hearing, type HearingListener } from './hearing';

const MEBIBYTE = 1024 * 1024;
const noDecoding: VoiceDecoding = {
  decompress: () => Promise.reject(new Error('nothing is decoded here')),
};

const deaf = (): HearingListener => ({ wantsBytes: false, takenBytes: 0, cut: () => undefined });

describe('Hearing', () => {
  it('delivers short messages while long ones wait for browsers that do not read', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const hearing = new Hearing(noDecoding, { chargeSpeaker: () => undefined });
    await hearing.room(30 * MEBIBYTE, deaf());
    let next = false;
    const waiting = hearing.room(30 * MEBIBYTE, deaf()).then((giveBack) => {
      next = true;
      return giveBack;
    });
    const giveBack = await hearing.room(MEBIBYTE / 2, deaf());
    expect(next).toBe(false);
    giveBack();
    await jest.advanceTimersByTimeAsync(1_000);
    (await waiting)();
    jest.useRealTimers();
  });
});

import type { VoiceDecoding } from '@sealwave/node/voice-client';
import { Hearing } from './hearing';

const MEBIBYTE = 1024 * 1024;
const noDecoding: VoiceDecoding = {
  decompress: () => Promise.reject(new Error('nothing is decoded here')),
};

describe('Hearing', () => {
  it('hands short messages on while long ones wait for browsers that take in nothing', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const hearing = new Hearing(noDecoding, { chargeSpeaker: () => undefined });
    await hearing.room(30 * MEBIBYTE, false);
    let next = false;
    const waiting = hearing.room(30 * MEBIBYTE, false).then((giveBack) => {
      next = true;
      return giveBack;
    });
    const giveBack = await hearing.room(MEBIBYTE / 2, false);
    expect(next).toBe(false);
    giveBack();
    // Those that take in nothing hold up the others no longer than this.
    await jest.advanceTimersByTimeAsync(10_000);
    (await waiting)();
    jest.useRealTimers();
  });
});

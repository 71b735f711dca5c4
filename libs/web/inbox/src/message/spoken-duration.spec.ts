import { spokenDuration } from './message-text';

describe('spokenDuration', () => {
  it.each([
    [0, '1 second'],
    [1_400, '1 second'],
    [4_000, '4 seconds'],
    [60_000, '1 minute'],
    [65_000, '1 minute 5 seconds'],
    [3_600_000, '60 minutes'],
  ])('speaks %d ms as %j', (durationMs, words) => expect(spokenDuration(durationMs)).toBe(words));
});

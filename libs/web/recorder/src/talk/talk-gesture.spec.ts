import { TalkGesture } from './talk-gesture';

describe('TalkGesture', () => {
  it('starts a take as soon as it is pressed', () => {
    expect(new TalkGesture().begin(0, false)).toBe(true);
  });

  it.each([
    [0, 'switched-on'],
    [299, 'switched-on'],
    [300, 'let-go'],
    [60_000, 'let-go'],
  ])('classifies a press of %d ms as %s', (lengthMs, end) => {
    const gesture = new TalkGesture();
    gesture.begin(1000, false);
    expect(gesture.end(1000 + lengthMs)).toBe(end);
  });

  it('ends a running take, however long the press', () => {
    for (const lengthMs of [10, 1000]) {
      const gesture = new TalkGesture();
      expect(gesture.begin(0, true)).toBe(false);
      expect(gesture.talking).toBe(false);
      expect(gesture.end(lengthMs)).toBe('switched-off');
    }
  });

  it('follows the first of two presses', () => {
    const gesture = new TalkGesture();
    gesture.begin(0, false);
    expect(gesture.begin(100, true)).toBe(false);
    expect(gesture.end(500)).toBe('let-go');
    expect(gesture.end(600)).toBe('nothing');
  });

  it('knows at a cancellation whether the press started a take', () => {
    const gesture = new TalkGesture();
    expect(gesture.cancel()).toBe(false);
    gesture.begin(0, false);
    expect(gesture.cancel()).toBe(true);
    expect(gesture.end(1000)).toBe('nothing');
  });
});

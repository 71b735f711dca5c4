import { PushToTalk } from './push-to-talk';

/** Somebody at a keyboard, and a clock that goes on only when somebody says so. */
class Typist {
  isTalking = false;
  private nowMs = 0;
  private waiting: { readonly atMs: number; readonly callback: () => void } | null = null;
  private readonly space = new PushToTalk(
    () => this.isTalking,
    () => (this.isTalking = !this.isTalking),
    {
      now: () => this.nowMs,
      after: (ms, callback) => {
        this.waiting = { atMs: this.nowMs + ms, callback };
        return () => (this.waiting = null);
      },
    },
  );

  wait(ms: number): this {
    this.nowMs += ms;
    const { waiting } = this;
    if (waiting && waiting.atMs <= this.nowMs) {
      this.waiting = null;
      waiting.callback();
    }
    return this;
  }

  tap(): this {
    this.space.press();
    return this;
  }

  /** Holds the key: it repeats after a while, and goes on repeating. */
  hold(repeats: number): this {
    this.tap().wait(500);
    for (let i = 0; i < repeats; i++) this.tap().wait(30);
    return this;
  }
}

describe('PushToTalk', () => {
  it('starts with one tap and stops with the next', () => {
    const typist = new Typist().tap();
    expect(typist.isTalking).toBe(true);
    expect(typist.wait(5000).isTalking).toBe(true);
    expect(typist.tap().isTalking).toBe(false);
    expect(typist.wait(5000).tap().isTalking).toBe(true);
  });

  it('stops with a quick second tap when it is not a key repeat', () => {
    const typist = new Typist().tap().wait(400).tap();
    expect(typist.isTalking).toBe(true);
    expect(typist.wait(120).isTalking).toBe(false);
  });

  it('records for as long as the key is held down', () => {
    const typist = new Typist().hold(100);
    expect(typist.isTalking).toBe(true);
    expect(typist.wait(120).isTalking).toBe(false);
    expect(typist.wait(1000).hold(3).isTalking).toBe(true);
  });

  it('does not start again on repeats of a key that is still down', () => {
    const typist = new Typist().hold(10);
    typist.isTalking = false; // discarded
    expect(typist.tap().wait(30).tap().isTalking).toBe(false);
    expect(typist.wait(500).tap().isTalking).toBe(true);
  });

  it('ignores the key after the recording ended for another reason', () => {
    const typist = new Typist().tap().wait(400).tap();
    typist.isTalking = false;
    expect(typist.wait(500).isTalking).toBe(false);
  });
});

import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { RecorderState } from '../recorder-state';
import { OutboxService } from '../sending/outbox.service';
import { RecorderService } from '../recorder.service';
import { type Silence, Standing } from '../sending/standing';
import { TalkControl } from './talk-control';

type Kind = RecorderState['kind'];

/** A recorder that goes through its states as fast as the test says. */
class ScriptedRecorder {
  readonly kind = signal<Kind>('idle');
  readonly state = () => ({ kind: this.kind() });
  readonly calls: string[] = [];
  private finish: () => void = () => undefined;

  start(): Promise<void> {
    this.calls.push('start');
    this.kind.set('opening');
    return new Promise((resolve) => (this.finish = resolve));
  }
  opened(): void {
    this.kind.set('recording');
  }
  stop(): void {
    this.calls.push('stop');
    this.ends(this.kind() === 'opening' ? 'idle' : 'review');
  }
  discard(): void {
    this.calls.push('discard');
    this.ends('idle');
  }
  ends(kind: Kind): void {
    this.kind.set(kind);
    this.finish();
  }
  send(): Promise<void> {
    if (this.kind() === 'review') this.calls.push('send');
    return Promise.resolve();
  }
}

describe('TalkControl', () => {
  let recorder: ScriptedRecorder;
  let control: TalkControl;
  const silence = signal<Silence | null>(null);
  const place = signal<string | null>('lobby');

  beforeEach(() => {
    jest.useFakeTimers();
    localStorage.clear();
    silence.set(null);
    place.set('lobby');
    recorder = new ScriptedRecorder();
    TestBed.configureTestingModule({
      providers: [
        { provide: RecorderService, useValue: recorder },
        { provide: OutboxService, useValue: recorder },
        { provide: Standing, useValue: { silence, place } },
      ],
    });
    control = TestBed.inject(TalkControl);
  });

  afterEach(() => jest.useRealTimers());

  /** Holds for `ms`, with the microphone open unless told otherwise. */
  async function hold(ms: number, opens = true): Promise<void> {
    control.hold(performance.now());
    if (opens) recorder.opened();
    await jest.advanceTimersByTimeAsync(ms);
    control.release(performance.now());
    await jest.advanceTimersByTimeAsync(0);
  }

  it('switches on and off with taps', async () => {
    await hold(100);
    expect(recorder.calls).toEqual(['start']);
    control.hold(performance.now());
    await jest.advanceTimersByTimeAsync(100);
    control.release(performance.now());
    expect(recorder.calls).toEqual(['start', 'stop']);
  });

  it('records as long as it is held, and keeps what was said', async () => {
    await hold(1000);
    expect(recorder.calls).toEqual(['start', 'stop']);
    expect(recorder.kind()).toBe('review');
  });

  it('tells that it is held from the first moment to the last', async () => {
    control.hold(performance.now());
    expect(control.held()).toBe(true);
    recorder.opened();
    await jest.advanceTimersByTimeAsync(1000);
    control.release(performance.now());
    expect(control.held()).toBe(false);
  });

  it('sends what was held when that is wanted, and nothing else', async () => {
    control.sendOnRelease(true);
    await hold(100);
    await hold(100);
    expect(recorder.calls).toEqual(['start', 'stop']);
    recorder.kind.set('sent');
    await hold(1000);
    expect(recorder.calls).toEqual(['start', 'stop', 'start', 'stop', 'send']);
  });

  it('remembers whether to send', () => {
    control.sendOnRelease(true);
    const next = TestBed.runInInjectionContext(() => new TalkControl());
    expect(next.sendsOnRelease()).toBe(true);
  });

  it('sends nothing that it let go of before the microphone was open', async () => {
    control.sendOnRelease(true);
    await hold(1000, false);
    expect(recorder.calls).toEqual(['start', 'stop']);
  });

  it('keeps and does not send what is interrupted', async () => {
    control.sendOnRelease(true);
    control.hold(performance.now());
    recorder.opened();
    control.interrupt();
    control.release(performance.now());
    await jest.advanceTimersByTimeAsync(0);
    expect(recorder.calls).toEqual(['start', 'stop']);
    expect(control.held()).toBe(false);
  });

  it('lets a take that was switched on go on when the page is left', async () => {
    await hold(100);
    control.interrupt();
    expect(recorder.calls).toEqual(['start']);
  });

  it('throws away what is held on Escape, and does not send it', async () => {
    control.sendOnRelease(true);
    control.hold(performance.now());
    recorder.opened();
    await jest.advanceTimersByTimeAsync(1000);
    control.escape();
    control.release(performance.now());
    await jest.advanceTimersByTimeAsync(0);
    expect(recorder.calls).toEqual(['start', 'discard']);
  });

  it('leaves a clip alone on Escape, and does not replace it by a hold', async () => {
    recorder.kind.set('review');
    control.escape();
    await hold(1000, false);
    expect(recorder.calls).toEqual([]);
  });

  it('keeps a take that ended while it was held, and can be held again', async () => {
    control.sendOnRelease(true);
    control.hold(performance.now());
    recorder.opened();
    await jest.advanceTimersByTimeAsync(1000);
    recorder.ends('review');
    await jest.advanceTimersByTimeAsync(0);
    expect(control.held()).toBe(false);
    control.release(performance.now());
    recorder.kind.set('idle');
    await hold(1000);
    expect(recorder.calls).toEqual(['start', 'start', 'stop', 'send']);
  });

  it('begins and ends a take with a press that has no length', async () => {
    void control.toggle();
    recorder.opened();
    void control.toggle();
    await jest.advanceTimersByTimeAsync(0);
    expect(recorder.calls).toEqual(['start', 'stop']);
  });

  describe('however late the page gets to know', () => {
    it('takes a hold for a hold where the page was busy when it went down', async () => {
      const downMs = performance.now() - 310;
      control.hold(downMs);
      recorder.opened();
      await jest.advanceTimersByTimeAsync(90);
      control.release(downMs + 400);
      expect(recorder.calls).toEqual(['start', 'stop']);
    });

    it('takes a tap for a tap where the page was busy when it went up', async () => {
      const downMs = performance.now();
      control.hold(downMs);
      recorder.opened();
      await jest.advanceTimersByTimeAsync(2000);
      control.release(downMs + 90);
      expect(recorder.calls).toEqual(['start']);
    });
  });

  it('calls off with a second tap what the first one asked for', async () => {
    await hold(90, false);
    await hold(90, false);
    expect(recorder.calls).toEqual(['start', 'discard']);
    expect(recorder.kind()).toBe('idle');
  });

  describe('of somebody who is not heard', () => {
    it.each(['muted', 'listener'] as const)('records nothing: %s', async (why) => {
      silence.set(why);
      await hold(1000, false);
      await control.toggle();
      expect(recorder.calls).toEqual([]);
      expect(control.held()).toBe(false);
    });

    it('ends what runs when the mute comes, keeps it, and does not send it', async () => {
      control.sendOnRelease(true);
      control.hold(performance.now());
      recorder.opened();
      await jest.advanceTimersByTimeAsync(1000);
      silence.set('muted');
      TestBed.tick();
      expect(recorder.calls).toEqual(['start', 'stop']);
      control.release(performance.now());
      await jest.advanceTimersByTimeAsync(0);
      expect(recorder.calls).toEqual(['start', 'stop']);
      expect(recorder.kind()).toBe('review');
    });

    it('ends what was switched on as well, and what has not begun', async () => {
      await hold(100);
      silence.set('muted');
      TestBed.tick();
      expect(recorder.kind()).toBe('review');
      silence.set(null);
      recorder.kind.set('idle');
      control.hold(performance.now());
      silence.set('muted');
      TestBed.tick();
      expect(recorder.calls).toEqual(['start', 'stop', 'start', 'discard']);
    });
  });

  describe('of somebody who goes to another room', () => {
    it('closes the microphone, keeps what was said, and does not send it', async () => {
      control.sendOnRelease(true);
      control.hold(performance.now());
      recorder.opened();
      await jest.advanceTimersByTimeAsync(1000);
      place.set('another');
      TestBed.tick();
      control.release(performance.now());
      await jest.advanceTimersByTimeAsync(0);
      expect(recorder.calls).toEqual(['start', 'stop']);
    });

    it('does not open the microphone there', () => {
      control.hold(performance.now());
      place.set('another');
      TestBed.tick();
      expect(recorder.calls).toEqual(['start', 'discard']);
    });
  });
});

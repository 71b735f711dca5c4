import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { RecorderState } from '../recorder-state';
import { OutboxService } from '../sending/outbox.service';
import { RecorderService } from '../recorder.service';
import { type Silence, Standing } from '../sending/standing';
import { TalkControl } from './talk-control';

type Kind = RecorderState['kind'];

/** A recorder whose states the test controls. */
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

  /** Holds for `ms`, with an open microphone unless told otherwise. */
  async function hold(ms: number, opens = true): Promise<void> {
    control.hold(performance.now());
    if (opens) recorder.opened();
    await jest.advanceTimersByTimeAsync(ms);
    control.release(performance.now());
    await jest.advanceTimersByTimeAsync(0);
  }

  it('starts and stops with taps', async () => {
    await hold(100);
    expect(recorder.calls).toEqual(['start']);
    control.hold(performance.now());
    await jest.advanceTimersByTimeAsync(100);
    control.release(performance.now());
    expect(recorder.calls).toEqual(['start', 'stop']);
  });

  it('records while it is held, and keeps the recording', async () => {
    await hold(1000);
    expect(recorder.calls).toEqual(['start', 'stop']);
    expect(recorder.kind()).toBe('review');
  });

  it('reports that it is held from the first to the last moment', async () => {
    control.hold(performance.now());
    expect(control.held()).toBe(true);
    recorder.opened();
    await jest.advanceTimersByTimeAsync(1000);
    control.release(performance.now());
    expect(control.held()).toBe(false);
  });

  it('sends a held take if that is switched on, and no other', async () => {
    control.sendOnRelease(true);
    await hold(100);
    await hold(100);
    expect(recorder.calls).toEqual(['start', 'stop']);
    recorder.kind.set('sent');
    await hold(1000);
    expect(recorder.calls).toEqual(['start', 'stop', 'start', 'stop', 'send']);
  });

  it('stores whether to send', () => {
    control.sendOnRelease(true);
    const next = TestBed.runInInjectionContext(() => new TalkControl());
    expect(next.sendsOnRelease()).toBe(true);
  });

  it('sends nothing if it is released before the microphone opened', async () => {
    control.sendOnRelease(true);
    await hold(1000, false);
    expect(recorder.calls).toEqual(['start', 'stop']);
  });

  it('keeps an interrupted take without sending it', async () => {
    control.sendOnRelease(true);
    control.hold(performance.now());
    recorder.opened();
    control.interrupt();
    control.release(performance.now());
    await jest.advanceTimersByTimeAsync(0);
    expect(recorder.calls).toEqual(['start', 'stop']);
    expect(control.held()).toBe(false);
  });

  it('lets a take that was started with a tap continue when the page is left', async () => {
    await hold(100);
    control.interrupt();
    expect(recorder.calls).toEqual(['start']);
  });

  it('drops a held take on Escape', async () => {
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

  it('starts and ends a take with a press without a duration', async () => {
    void control.toggle();
    recorder.opened();
    void control.toggle();
    await jest.advanceTimersByTimeAsync(0);
    expect(recorder.calls).toEqual(['start', 'stop']);
  });

  describe('when the page learns of a press late', () => {
    it('recognises a hold although the page was busy when it went down', async () => {
      const downMs = performance.now() - 310;
      control.hold(downMs);
      recorder.opened();
      await jest.advanceTimersByTimeAsync(90);
      control.release(downMs + 400);
      expect(recorder.calls).toEqual(['start', 'stop']);
    });

    it('recognises a tap although the page was busy when it went up', async () => {
      const downMs = performance.now();
      control.hold(downMs);
      recorder.opened();
      await jest.advanceTimersByTimeAsync(2000);
      control.release(downMs + 90);
      expect(recorder.calls).toEqual(['start']);
    });
  });

  it('cancels with a second tap what the first one requested', async () => {
    await hold(90, false);
    await hold(90, false);
    expect(recorder.calls).toEqual(['start', 'discard']);
    expect(recorder.kind()).toBe('idle');
  });

  describe('for a person whom nobody hears', () => {
    it.each(['muted', 'listener'] as const)('records nothing: %s', async (why) => {
      silence.set(why);
      await hold(1000, false);
      await control.toggle();
      expect(recorder.calls).toEqual([]);
      expect(control.held()).toBe(false);
    });

    it('ends a running take at a mute, and keeps it without sending it', async () => {
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

    it('ends a take that was started with a tap as well, and one that is still opening', async () => {
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

  describe('for a person who moves to another room', () => {
    it('closes the microphone, and keeps the recording without sending it', async () => {
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

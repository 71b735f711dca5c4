import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { RecorderState } from './recorder-state';
import { OutboxService } from './outbox.service';
import { RecorderService } from './recorder.service';
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

  beforeEach(() => {
    jest.useFakeTimers();
    localStorage.clear();
    recorder = new ScriptedRecorder();
    TestBed.configureTestingModule({
      providers: [
        { provide: RecorderService, useValue: recorder },
        { provide: OutboxService, useValue: recorder },
      ],
    });
    control = TestBed.inject(TalkControl);
  });

  afterEach(() => jest.useRealTimers());

  /** Holds for `ms`, with the microphone open unless told otherwise. */
  async function hold(ms: number, opens = true): Promise<void> {
    control.hold();
    if (opens) recorder.opened();
    await jest.advanceTimersByTimeAsync(ms);
    control.release();
    await jest.advanceTimersByTimeAsync(0);
  }

  it('switches on and off with taps', async () => {
    await hold(100);
    expect(recorder.calls).toEqual(['start']);
    control.hold();
    await jest.advanceTimersByTimeAsync(100);
    control.release();
    expect(recorder.calls).toEqual(['start', 'stop']);
  });

  it('records as long as it is held, and keeps what was said', async () => {
    await hold(1000);
    expect(recorder.calls).toEqual(['start', 'stop']);
    expect(recorder.kind()).toBe('review');
  });

  it('tells that it is held from the first moment to the last', async () => {
    control.hold();
    expect(control.held()).toBe(true);
    recorder.opened();
    await jest.advanceTimersByTimeAsync(1000);
    control.release();
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
    control.hold();
    recorder.opened();
    control.interrupt();
    control.release();
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
    control.hold();
    recorder.opened();
    await jest.advanceTimersByTimeAsync(1000);
    control.escape();
    control.release();
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
    control.hold();
    recorder.opened();
    await jest.advanceTimersByTimeAsync(1000);
    recorder.ends('review');
    await jest.advanceTimersByTimeAsync(0);
    expect(control.held()).toBe(false);
    control.release();
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
});

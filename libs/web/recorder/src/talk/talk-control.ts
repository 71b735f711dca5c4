import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { Preferences } from '@sealwave/web/audio-io';
import { OutboxService } from '../sending/outbox.service';
import { RecorderService } from '../recorder.service';
import { Standing } from '../sending/standing';
import { TalkGesture } from './talk-gesture';

/**
 * What pressing, holding and letting go do to the recorder, whichever key or pointer it is. Times are on
 * the clock of `performance.now`, as the device tells them: what the page does meanwhile makes no press
 * longer or shorter.
 */
@Injectable({ providedIn: 'root' })
export class TalkControl {
  private readonly recorder = inject(RecorderService);
  private readonly outbox = inject(OutboxService);
  private readonly standing = inject(Standing);
  private readonly preference = inject(Preferences).preference(
    'send-on-release',
    (stored) => stored === true,
  );
  private readonly gesture = new TalkGesture();
  private readonly _held = signal(false);
  private take: Promise<void> = Promise.resolve();

  /** Whether a take runs for as long as something is held. */
  readonly held = this._held.asReadonly();

  /** Whether a take that was held is sent when it is let go. */
  readonly sendsOnRelease = this.preference.value;

  constructor() {
    // Nobody would hear the rest: the microphone closes, and what was said is kept.
    effect(() => {
      if (this.standing.silence() !== null) untracked(() => this.cutOff());
    });
    let place = this.standing.place();
    effect(() => {
      const next = this.standing.place();
      if (next !== place) untracked(() => this.cutOff());
      place = next;
    });
  }

  /** Chooses {@link sendsOnRelease}. */
  sendOnRelease(send: boolean): void {
    this.preference.set(send);
  }

  /** Something goes down. A clip that waits for its review is not replaced by accident. */
  hold(atMs: number): void {
    const { kind } = this.recorder.state();
    if (kind === 'review' || kind === 'sending' || this.standing.silence() !== null) return;
    const running = kind === 'recording' || kind === 'opening';
    if (this.gesture.begin(atMs, running)) this.take = this.record();
    this._held.set(this.gesture.talking);
  }

  /** It goes up again. */
  release(atMs: number): void {
    const end = this.gesture.end(atMs);
    this._held.set(false);
    if (end === 'nothing' || end === 'switched-on') return;
    // A second press calls off what the first one asked for.
    if (end === 'switched-off' && this.recorder.state().kind === 'opening') this.recorder.discard();
    else this.recorder.stop();
    if (end === 'let-go' && this.sendsOnRelease()) {
      runInBackground(() => this.sendWhenDone(), reportDefect);
    }
  }

  /** Nobody will be told when it goes up: the take ends, and is kept for its review. */
  interrupt(): void {
    if (this.forget()) this.recorder.stop();
  }

  /** A press without a length: begins or ends a take. */
  async toggle(): Promise<void> {
    this.forget();
    if (this.recorder.state().kind === 'recording') this.recorder.stop();
    else if (this.standing.silence() === null) await this.record();
  }

  /** Throws away what is being recorded. */
  escape(): void {
    const { kind } = this.recorder.state();
    this.forget();
    if (kind === 'opening' || kind === 'recording') this.recorder.discard();
  }

  /** What runs ends without being sent; what has not begun yet never does. */
  private cutOff(): void {
    this.forget();
    const { kind } = this.recorder.state();
    if (kind === 'recording') this.recorder.stop();
    else if (kind === 'opening') this.recorder.discard();
  }

  private async record(): Promise<void> {
    await this.recorder.start();
    // Where it ended by itself, what is still pressed no longer means anything.
    this.forget();
  }

  /** @returns whether a take hung on what is pressed. */
  private forget(): boolean {
    this._held.set(false);
    return this.gesture.cancel();
  }

  private async sendWhenDone(): Promise<void> {
    await this.take;
    await this.outbox.send();
  }
}

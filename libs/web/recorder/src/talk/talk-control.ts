import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { Preferences } from '@sealwave/web/audio-io';
import { OutboxService } from '../sending/outbox.service';
import { RecorderService } from '../recorder.service';
import { Standing } from '../sending/standing';
import { TalkGesture } from './talk-gesture';

/**
 * Turns presses, holds and releases of any key or pointer into takes. The device reports their times, on the
 * clock of `performance.now`. So a busy page makes no press longer or shorter.
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

  /** Whether the take lasts only as long as a key or pointer is held. */
  readonly held = this._held.asReadonly();

  /** Whether releasing a held take sends it. */
  readonly sendsOnRelease = this.preference.value;

  constructor() {
    // Nobody would hear more. Close the microphone and keep what was recorded.
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

  /** Changes {@link sendsOnRelease}. */
  sendOnRelease(send: boolean): void {
    this.preference.set(send);
  }

  /** A key or pointer went down. A press never replaces a clip that waits for review. */
  hold(atMs: number): void {
    const { kind } = this.recorder.state();
    if (kind === 'review' || kind === 'sending' || this.standing.silence() !== null) return;
    const running = kind === 'recording' || kind === 'opening';
    if (this.gesture.begin(atMs, running)) this.take = this.record();
    this._held.set(this.gesture.talking);
  }

  /** The key or pointer went up. */
  release(atMs: number): void {
    const end = this.gesture.end(atMs);
    this._held.set(false);
    if (end === 'nothing' || end === 'switched-on') return;
    // A second press cancels what the first press started.
    if (end === 'switched-off' && this.recorder.state().kind === 'opening') this.recorder.discard();
    else this.recorder.stop();
    if (end === 'let-go' && this.sendsOnRelease()) {
      runInBackground(() => this.sendWhenDone(), reportDefect);
    }
  }

  /** Ends the take and keeps it for review, because the release will not be reported. */
  interrupt(): void {
    if (this.forget()) this.recorder.stop();
  }

  /** Starts or ends a take, for a press without a duration. */
  async toggle(): Promise<void> {
    this.forget();
    if (this.recorder.state().kind === 'recording') this.recorder.stop();
    else if (this.standing.silence() === null) await this.record();
  }

  /** Drops the running take. */
  escape(): void {
    const { kind } = this.recorder.state();
    this.forget();
    if (kind === 'opening' || kind === 'recording') this.recorder.discard();
  }

  /** Ends a running take without sending it. Cancels a take that is still opening. */
  private cutOff(): void {
    this.forget();
    const { kind } = this.recorder.state();
    if (kind === 'recording') this.recorder.stop();
    else if (kind === 'opening') this.recorder.discard();
  }

  private async record(): Promise<void> {
    await this.recorder.start();
    // The take ended by itself. The pressed key no longer means anything.
    this.forget();
  }

  /**
   * Forgets the press.
   * @returns whether a take depended on the press.
   */
  private forget(): boolean {
    this._held.set(false);
    return this.gesture.cancel();
  }

  private async sendWhenDone(): Promise<void> {
    await this.take;
    await this.outbox.send();
  }
}

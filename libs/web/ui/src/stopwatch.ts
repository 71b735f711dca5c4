import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  inject,
  input,
  signal,
} from '@angular/core';
import { formatDuration } from './format-duration';

/** Four times the resolution shown, so that no second is seen to last two. */
const TICK_MS = 250;

/** The time since a moment, in minutes and seconds. */
@Component({
  selector: 'sw-stopwatch',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `{{ elapsed() }}`,
  host: { role: 'timer', 'aria-label': 'Recording time' },
  styles: `
    :host {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class Stopwatch {
  /** Start, on the clock of `performance.now`. */
  readonly sinceMs = input.required<number>();

  protected readonly elapsed = signal(formatDuration(0));

  constructor() {
    const destroyRef = inject(DestroyRef);
    afterNextRender(() => {
      const timer = setInterval(
        () => this.elapsed.set(formatDuration(performance.now() - this.sinceMs())),
        TICK_MS,
      );
      destroyRef.onDestroy(() => clearInterval(timer));
    });
  }
}

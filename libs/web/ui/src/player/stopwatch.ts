import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { elapsedSeconds } from './elapsed-time';
import { formatDuration } from '../format/format-duration';

/** Shows the time since `sinceMs`, in minutes and seconds. */
@Component({
  selector: 'sw-stopwatch',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `{{ shown() }}`,
  host: { role: 'timer', 'aria-label': $localize`Recording time` },
  styles: `
    :host {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class Stopwatch {
  /** Start, in milliseconds on the clock of `performance.now`. */
  readonly sinceMs = input.required<number>();

  private readonly elapsed = elapsedSeconds(this.sinceMs);
  protected readonly shown = computed(() => formatDuration(this.elapsed() * 1000));
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { elapsedSeconds } from './elapsed-time';

/** How long before the end the remaining time appears, in seconds. */
const SHOWN_SECONDS = 60;

/** Shows how much time is left, during the last minute before a limit. */
@Component({
  selector: 'sw-remaining-time',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (left() <= shownSeconds) {
      <span aria-hidden="true" i18n>{left(), plural,
        =1 {1 second left}
        other {{{ left() }} seconds left}
      }</span>
    }
    <span class="spoken" role="status">
      @if (left() <= shownSeconds) {
        <span i18n>Less than a minute left.</span>
      }
    </span>
  `,
  styles: `
    :host {
      color: var(--warn);
      font-variant-numeric: tabular-nums;
    }
    .spoken {
      position: absolute;
      overflow: hidden;
      width: 1px;
      height: 1px;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `,
})
export class RemainingTime {
  /** Start, in milliseconds on the clock of `performance.now`. */
  readonly sinceMs = input.required<number>();
  /** Longest duration from the start, in milliseconds. */
  readonly limitMs = input.required<number>();

  protected readonly shownSeconds = SHOWN_SECONDS;
  private readonly elapsed = elapsedSeconds(this.sinceMs);
  protected readonly left = computed(() =>
    Math.max(0, Math.round(this.limitMs() / 1000) - this.elapsed()),
  );
}

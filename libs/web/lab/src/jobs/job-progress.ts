import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { JobState } from './job-state';
import type { LabJob } from './lab-jobs';

/**
 * Shows the progress of a computation, or that it failed. Takes the same space in every state, so nothing
 * jumps.
 */
@Component({
  selector: 'sw-job-progress',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (state().problem()) {
      <p role="alert" i18n>The figures could not be computed. Reload the page.</p>
    } @else {
      <progress
        max="1"
        aria-label="Computing"
        i18n-aria-label
        [class.idle]="state().share() === null"
        [attr.aria-hidden]="state().share() === null || null"
        [value]="state().share() ?? 0"
      ></progress>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    p {
      margin: 0;
      color: var(--bad);
    }
    progress {
      display: block;
      width: 100%;
      height: 0.25rem;
      border: 0;
      border-radius: 1rem;
      background: var(--track);
      accent-color: var(--accent);
      appearance: none;
    }
    progress::-webkit-progress-bar {
      border-radius: 1rem;
      background: var(--track);
    }
    progress::-webkit-progress-value {
      border-radius: 1rem;
      background: var(--accent);
    }
    progress::-moz-progress-bar {
      border-radius: 1rem;
      background: var(--accent);
    }
    @media (forced-colors: active) {
      progress {
        border: 1px solid CanvasText;
        forced-color-adjust: none;
      }
      progress,
      progress::-webkit-progress-bar {
        background: Canvas;
      }
      progress::-webkit-progress-value {
        background: Highlight;
      }
      progress::-moz-progress-bar {
        background: Highlight;
      }
    }
    .idle {
      visibility: hidden;
    }
  `,
})
export class JobProgress {
  readonly state = input.required<JobState<LabJob>>();
}

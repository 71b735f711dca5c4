import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { SendProgress } from '@sealwave/web/gateway-client';

/** Shows the progress of sending, with a button to cancel. */
@Component({
  selector: 'sw-send-progress-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <span data-testid="send-phase">{{ words() }}</span>
      <progress [attr.value]="progress()?.done ?? null"></progress>
    </label>
    <button type="button" class="button quiet" (click)="cancelled.emit()" i18n>Cancel</button>
  `,
  styleUrl: './send-progress-bar.css',
})
export class SendProgressBar {
  /** Null until the first report. */
  readonly progress = input.required<SendProgress | null>();

  readonly cancelled = output();

  protected readonly words = computed(() => {
    const progress = this.progress();
    if (progress === null) return $localize`Sending…`;
    const percent = Math.floor(100 * progress.done);
    return progress.phase === 'uploading'
      ? $localize`Uploading: ${percent}:percent: %`
      : $localize`Preparing: ${percent}:percent: %`;
  });
}

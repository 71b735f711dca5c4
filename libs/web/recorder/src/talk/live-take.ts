import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import {
  Icon,
  LevelMeter,
  LiveSnr,
  LiveWaveform,
  RemainingTime,
  Stopwatch,
} from '@sealwave/web/ui';
import { RecorderService } from '../recorder.service';
import type { RecorderState } from '../recorder-state';
import { TalkControl } from './talk-control';

/** Shows a running take: its duration, its meters and how to end it. */
@Component({
  selector: 'sw-live-take',
  imports: [Icon, LevelMeter, LiveSnr, LiveWaveform, RemainingTime, Stopwatch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="time">
      <sw-stopwatch [sinceMs]="take().capture.startedAtMs()" />
      <span class="hint">{{ hint() }}</span>
      <sw-remaining-time
        [sinceMs]="take().capture.startedAtMs()"
        [limitMs]="recorder.longestTakeMs()"
      />
    </div>
    @if (take().capture.meters(); as meters) {
      <sw-live-waveform [analyser]="meters.analyser" />
      <sw-level-meter [analyser]="meters.analyser" />
      <sw-live-snr data-testid="live-snr" [analyser]="meters.blocks" [coder]="recorder.coder()" />
    } @else {
      <p class="hint unmetered" i18n>You are being recorded. The level cannot be shown here.</p>
    }
    <button type="button" class="button quiet" (click)="recorder.discard()">
      <sw-icon name="trash" /> <span i18n>Discard</span> <kbd>Esc</kbd>
    </button>
  `,
  styleUrl: './live-take.css',
})
export class LiveTake {
  readonly take = input.required<Extract<RecorderState, { kind: 'recording' }>>();

  protected readonly recorder = inject(RecorderService);
  private readonly control = inject(TalkControl);

  protected readonly hint = computed(() => {
    if (!this.control.held()) return $localize`Tap to stop`;
    return this.control.sendsOnRelease() ? $localize`Release to send` : $localize`Release to stop`;
  });
}

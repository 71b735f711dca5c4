import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { FrequencyBars, type RecordAction, RecordButton, Switch } from '@sealwave/web/ui';
import { ClipReview } from './review/clip-review';
import { DeviceNotes } from './talk/device-notes';
import { LiveTake } from './talk/live-take';
import { MicrophoneSettings } from './talk/microphone-settings';
import { RECORDER_PROBLEM_TEXT } from './problem-text';
import { QualitySettings } from './quality-settings';
import { RecorderService } from './recorder.service';
import type { RecorderState } from './recorder-state';
import { SentReport } from './sending/sent-report';
import { SILENCE_TEXT, Standing } from './sending/standing';
import { TalkControl } from './talk/talk-control';
import { TalkKey } from './talk/talk-key';

/** The text for each state. It is shown and announced when the state is entered. */
const STATUS: Readonly<Record<RecorderState['kind'], string>> = {
  idle: $localize`Hold to talk`,
  opening: $localize`Starting microphone…`,
  recording: $localize`Recording`,
  review: $localize`Ready to send`,
  sending: $localize`Sending…`,
  sent: $localize`Sent`,
};

/** Lets a person record, review and send recordings, one after another. */
@Component({
  selector: 'sw-recorder-panel',
  imports: [
    ClipReview,
    DeviceNotes,
    FrequencyBars,
    LiveTake,
    MicrophoneSettings,
    QualitySettings,
    RecordButton,
    SentReport,
    Switch,
    TalkKey,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="status" role="status" id="sw-recorder-status" data-testid="recorder-status">
      {{ status() }}
    </p>

    @let now = state();
    @let inReview = now.kind === 'review' || now.kind === 'sending';
    @defer (when inReview; prefetch on idle) {
      @if (now.kind === 'review' || now.kind === 'sending') {
        <sw-clip-review [state]="now" (again)="control.toggle()" />
      }
    }
    @if (!inReview) {
      <div
        class="stage"
        swTalkKey
        (held)="control.hold($event)"
        (released)="control.release($event)"
        (interrupted)="control.interrupt()"
        (escaped)="control.escape()"
      >
        <sw-frequency-bars [analyser]="analyser()" [gap]="164" />
        <sw-record-button
          [action]="action()"
          [describedBy]="silence() ? 'sw-recorder-status' : null"
          (pressed)="control.toggle()"
          (held)="control.hold($event)"
          (released)="control.release($event)"
          (interrupted)="control.interrupt()"
        />
      </div>

      <sw-device-notes />

      @if (now.kind === 'recording') {
        <sw-live-take [take]="now" />
      } @else {
        @defer (when now.kind === 'sent'; prefetch on idle) {
          @if (now.kind === 'sent') {
            <sw-sent-report
              [metrics]="now.metrics"
              [sealed]="now.sealed"
              [audience]="now.audience"
            />
          }
        }
        @if (problem(); as text) {
          <p class="problem" role="alert">{{ text }}</p>
        } @else if (now.kind !== 'sent' && silence() === null) {
          <div class="hint">
            <p i18n>Hold to talk, or tap to record hands-free.</p>
            <p class="keys" i18n>Hold <kbd>Space</kbd> to talk, <kbd>Esc</kbd> to cancel.</p>
            <p i18n>You can listen before you send. Then everybody in the room receives it.</p>
          </div>
        }
        @if (silence() === null) {
          <sw-switch
            class="release"
            [checked]="control.sendsOnRelease()"
            (switched)="control.sendOnRelease($event)"
            ><ng-container i18n>Send on release</ng-container></sw-switch
          >
        }
        <div class="settings">
          <sw-microphone-settings
            [processing]="recorder.processing()"
            (changed)="recorder.setProcessing($event)"
          />
          <sw-quality-settings [coder]="recorder.coder()" (chosen)="recorder.setCoder($event)" />
        </div>
      }
    }
  `,
  styleUrl: './recorder-panel.css',
})
export class RecorderPanel {
  protected readonly recorder = inject(RecorderService);
  protected readonly control = inject(TalkControl);

  /** The microphone is about to open. The page should stop all playback. */
  readonly opening = output();

  protected readonly state = this.recorder.state;
  protected readonly silence = inject(Standing).silence;
  protected readonly status = computed(() => {
    const { kind } = this.state();
    const silence = this.silence();
    const rests = kind === 'idle' || kind === 'sent';
    return rests && silence !== null ? SILENCE_TEXT[silence].short : STATUS[kind];
  });

  protected readonly problem = computed(() => {
    const state = this.state();
    return state.kind === 'idle' && state.problem ? RECORDER_PROBLEM_TEXT[state.problem] : null;
  });

  protected readonly analyser = computed(() => {
    const state = this.state();
    return state.kind === 'recording' ? (state.capture.meters()?.analyser ?? null) : null;
  });

  protected readonly action = computed((): RecordAction => {
    const { kind } = this.state();
    if (kind === 'recording') return 'stop';
    if (this.silence() !== null) return 'off';
    return kind === 'opening' ? 'wait' : 'record';
  });

  private readonly button = viewChild(RecordButton);
  private readonly buttonReturned = computed(() => this.button() !== undefined);
  private shownBefore = false;

  constructor() {
    effect(() => {
      if (this.state().kind === 'opening') untracked(() => this.opening.emit());
    });
    // A page must not keep the microphone after it was left, or in the back/forward cache.
    const { defaultView } = inject(DOCUMENT);
    const leave = (): void => this.recorder.stop();
    defaultView?.addEventListener('pagehide', leave);
    inject(DestroyRef).onDestroy(() => defaultView?.removeEventListener('pagehide', leave));
    // Without this panel, nobody can see a running take. So the take ends and is kept for review.
    inject(DestroyRef).onDestroy(() => this.recorder.stop());
    // Restores the focus when the record button returns after the review.
    afterRenderEffect(() => {
      if (!this.buttonReturned()) return;
      if (this.shownBefore) untracked(this.button)?.focus();
      this.shownBefore = true;
    });
  }
}

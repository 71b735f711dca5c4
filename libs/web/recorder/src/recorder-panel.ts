import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import {
  FrequencyBars,
  Icon,
  LevelMeter,
  LiveWaveform,
  type RecordAction,
  RecordButton,
  Stopwatch,
} from '@sealwave/web/ui';
import { ClipReview } from './clip-review';
import { MicrophoneSettings } from './microphone-settings';
import { PROBLEM_TEXT } from './problem-text';
import { QualitySettings } from './quality-settings';
import { RecorderService } from './recorder.service';
import type { RecorderState } from './recorder-state';
import { SentReport } from './sent-report';

/** What is said, on the screen and to a screen reader, when a state is entered. */
const STATUS: Readonly<Record<RecorderState['kind'], string>> = {
  idle: 'Press and speak',
  opening: 'Opening the microphone…',
  recording: 'Recording',
  review: 'Ready to send',
  sending: 'Sending…',
  sent: 'Sent',
};

/** Record, review and send one recording after the other. */
@Component({
  selector: 'sw-recorder-panel',
  imports: [
    ClipReview,
    FrequencyBars,
    Icon,
    LevelMeter,
    LiveWaveform,
    MicrophoneSettings,
    QualitySettings,
    RecordButton,
    SentReport,
    Stopwatch,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="status" role="status" data-testid="recorder-status">{{ status() }}</p>

    @let now = state();
    @if (now.kind === 'review' || now.kind === 'sending') {
      <sw-clip-review [state]="now" (again)="recordOrStop()" />
    } @else {
      <div class="stage">
        <sw-frequency-bars [analyser]="analyser()" [gap]="164" />
        <sw-record-button [action]="action()" (pressed)="recordOrStop()" />
      </div>

      @if (now.kind === 'recording') {
        <div class="live">
          <sw-stopwatch [sinceMs]="now.startedAtMs" />
          <sw-live-waveform [analyser]="now.capture.analyser" />
          <sw-level-meter [analyser]="now.capture.analyser" />
          <button type="button" class="button quiet" (click)="recorder.discard()">
            <sw-icon name="trash" /> Discard <kbd>Esc</kbd>
          </button>
        </div>
      } @else {
        @if (now.kind === 'sent') {
          <sw-sent-report [metrics]="now.metrics" [sealed]="now.sealed" />
        } @else if (problem(); as text) {
          <p class="problem" role="alert">{{ text }}</p>
        } @else {
          <p class="hint">
            You can listen before you send. Then everybody who is connected to the same voice server
            receives it.
          </p>
        }
        <div class="settings">
          <sw-microphone-settings
            [processing]="recorder.processing()"
            (changed)="recorder.process($event)"
          />
          <sw-quality-settings [coder]="recorder.coder()" (chosen)="recorder.codeWith($event)" />
        </div>
      }
    }
  `,
  styleUrl: './recorder-panel.css',
  host: { '(document:keydown.escape)': 'discardTake()' },
})
export class RecorderPanel {
  protected readonly recorder = inject(RecorderService);

  /** The microphone is about to open: whatever plays should fall silent. */
  readonly opening = output();

  protected readonly state = this.recorder.state;
  protected readonly status = computed(() => STATUS[this.state().kind]);

  protected readonly problem = computed(() => {
    const state = this.state();
    return state.kind === 'idle' && state.problem ? PROBLEM_TEXT[state.problem] : null;
  });

  protected readonly analyser = computed(() => {
    const state = this.state();
    return state.kind === 'recording' ? state.capture.analyser : null;
  });

  protected readonly action = computed((): RecordAction => {
    const { kind } = this.state();
    if (kind === 'recording') return 'stop';
    return kind === 'opening' ? 'wait' : 'record';
  });

  private readonly button = viewChild(RecordButton);
  private readonly buttonReturned = computed(() => this.button() !== undefined);
  private shownBefore = false;

  constructor() {
    // When the review makes room for the control again, the keyboard is where it was before.
    afterRenderEffect(() => {
      if (!this.buttonReturned()) return;
      if (this.shownBefore) untracked(this.button)?.focus();
      this.shownBefore = true;
    });
  }

  protected async recordOrStop(): Promise<void> {
    if (this.action() === 'stop') {
      this.recorder.stop();
      return;
    }
    this.opening.emit();
    await this.recorder.start();
  }

  protected discardTake(): void {
    if (this.state().kind === 'recording') this.recorder.discard();
  }
}

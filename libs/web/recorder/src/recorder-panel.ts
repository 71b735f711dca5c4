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
  LevelMeter,
  LiveWaveform,
  type RecordAction,
  RecordButton,
  Stopwatch,
} from '@sealwave/web/ui';
import { ClipReview } from './clip-review';
import { PROBLEM_TEXT } from './problem-text';
import { RecorderService } from './recorder.service';
import type { RecorderState } from './recorder-state';
import { SentReport } from './sent-report';

/** What is said, on the screen and to a screen reader, when a state is entered. */
const STATUS: Readonly<Record<RecorderState['kind'], string>> = {
  idle: 'Press and speak',
  opening: 'Opening the microphone…',
  recording: 'Recording',
  review: 'Recorded. Listen to it, then send it',
  sending: 'Sending…',
  sent: 'Sent',
};

/** Record, review and send one recording after the other. */
@Component({
  selector: 'sw-recorder-panel',
  imports: [
    ClipReview,
    FrequencyBars,
    LevelMeter,
    LiveWaveform,
    RecordButton,
    SentReport,
    Stopwatch,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './recorder-panel.html',
  styleUrl: './recorder-panel.css',
  host: { '(document:keydown.escape)': 'discardTake()' },
})
export class RecorderPanel {
  private readonly recorder = inject(RecorderService);

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

  protected discard(): void {
    this.recorder.discard();
  }

  protected async send(): Promise<void> {
    await this.recorder.send();
  }
}

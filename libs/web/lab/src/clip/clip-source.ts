import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { LastRecording } from '@sealwave/web/audio-io';
import { formatExactDuration } from '@sealwave/web/ui';
import { LabBench } from '../page/lab-bench';
import { MAX_CLIP_SECONDS } from './lab-clip';
import { clipProblem } from '../page/lab-texts';

/** Chooses the clip: the built-in voice, the last recording or a file. */
@Component({
  selector: 'sw-clip-source',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset>
      <legend i18n>Whose voice</legend>
      <label>
        <input
          type="radio"
          name="lab-clip"
          [checked]="kind() === 'voice'"
          (change)="bench.load({ kind: 'voice' })"
        />
        <span>
          <span i18n>A voice that comes with the page</span>
          <span class="note" i18n
            >From a LibriVox reading of “Sense and Sensibility”, in the public domain</span
          >
        </span>
      </label>
      <label>
        <input
          type="radio"
          name="lab-clip"
          [checked]="kind() === 'recording'"
          [disabled]="recording() === null"
          (change)="takeRecording()"
        />
        <span>
          <span i18n>Your last recording</span>
          @if (recording() === null) {
            <span class="note" i18n>Record something under Talk first</span>
          }
        </span>
      </label>
      <label>
        <input
          type="radio"
          name="lab-clip"
          [checked]="kind() === 'file'"
          [disabled]="file.files?.length !== 1"
          (change)="takeFile(file)"
        />
        <span>
          <span i18n>A file from this device</span>
          <span class="note" i18n>Stays on this device</span>
        </span>
      </label>
      <input
        #file
        type="file"
        accept="audio/*,video/webm"
        aria-label="File with sound"
        i18n-aria-label
        (change)="takeFile(file)"
      />
    </fieldset>
    @if (problem(); as text) {
      <p class="problem" role="alert">{{ text }}</p>
      <button type="button" class="button" (click)="bench.load(bench.source())" i18n>
        Try again
      </button>
    }
    <p class="note" role="status" data-testid="clip-state">{{ state() }}</p>
  `,
  styleUrl: './clip-source.css',
})
export class ClipSourcePanel {
  protected readonly bench = inject(LabBench);
  protected readonly recording = inject(LastRecording).blob;

  protected readonly kind = computed(() => this.bench.source().kind);
  protected readonly problem = computed(() => {
    const problem = this.bench.problem();
    return problem === null ? null : clipProblem(problem);
  });

  protected readonly state = computed(() => {
    const clip = this.bench.clip();
    if (clip === null) return this.problem() === null ? $localize`Reading the clip…` : '';
    const length = formatExactDuration((1000 * clip.samples.length) / VOICE_SAMPLING_RATE);
    const seconds = MAX_CLIP_SECONDS;
    return clip.cut
      ? $localize`Loaded: the first ${seconds}:seconds: s, 8 kHz, 16-bit, mono`
      : $localize`Loaded: ${length}:length:, 8 kHz, 16-bit, mono`;
  });

  protected takeRecording(): void {
    const blob = this.recording();
    if (blob) runInBackground(() => this.bench.load({ kind: 'recording', blob }), reportDefect);
  }

  protected takeFile({ files }: HTMLInputElement): void {
    const file = files?.[0];
    if (file) runInBackground(() => this.bench.load({ kind: 'file', file }), reportDefect);
  }
}

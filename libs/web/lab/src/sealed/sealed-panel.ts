import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  linkedSignal,
  signal,
} from '@angular/core';
import { noisePreview, readSealedRecording } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import { formatBytes, Icon, MetricCard } from '@sealwave/web/ui';
import { BitFlipper } from './bit-flipper';
import { HexView } from './hex-view';
import { JobProgress } from '../jobs/job-progress';
import { LabBench } from '../page/lab-bench';
import { sealClip, type SealedClip } from './sealed-clip';
import { SoundCard } from '../clip/sound-card';

/** Bytes shown of either file. */
const SHOWN_BYTES = 64;

/**
 * Shows the sealed clip as people without its key get it: its sound, its bytes, and the effect of changing it.
 */
@Component({
  selector: 'sw-sealed-panel',
  imports: [BitFlipper, HexView, Icon, JobProgress, MetricCard, SoundCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      type="button"
      class="button primary"
      [disabled]="!ready() || sealing()"
      (click)="seal()"
    >
      <sw-icon name="lock" />
      <ng-container i18n>Lock this clip</ng-container>
    </button>
    <sw-job-progress [state]="bench.noise" />
    @if (sealed(); as clip) {
      <div class="cards">
        <sw-metric-card
          label="The clip as it is"
          i18n-label
          [value]="size(clip.original)"
          data-testid="plain-size"
        />
        <sw-metric-card
          label="The sealed file"
          i18n-label
          [value]="size(clip.file)"
          [note]="overhead()"
          data-testid="sealed-size"
        />
      </div>
      <p class="code">
        <span i18n>Unlock code</span>
        <code data-testid="unlock-code">{{ clip.code }}</code>
      </p>
      <div class="sounds">
        @if (bench.listening.result(); as result) {
          <sw-sound-card
            heading="The clip"
            i18n-heading
            label="the clip before it was sealed"
            i18n-label
            [sound]="result.original"
          />
        }
        @if (bench.noise.result(); as noise) {
          <sw-sound-card
            heading="The sealed file"
            i18n-heading
            label="the sealed file"
            i18n-label
            [sound]="noise"
            remark="Noise at all frequencies: nothing of the voice is left."
            i18n-remark
            data-testid="sound-noise"
          />
        }
      </div>
      <div class="sounds">
        <sw-hex-view
          heading="First bytes of the clip"
          i18n-heading
          [bytes]="clip.original.subarray(0, shownBytes)"
          data-testid="plain-hex"
        />
        <sw-hex-view
          heading="First sealed bytes"
          i18n-heading
          [bytes]="cipherBytes()"
          data-testid="sealed-hex"
        />
      </div>
      <sw-bit-flipper [clip]="clip" />
    }
  `,
  styleUrl: './sealed-panel.css',
})
export class SealedPanel {
  protected readonly bench = inject(LabBench);
  protected readonly shownBytes = SHOWN_BYTES;
  protected readonly sealing = signal(false);

  /** The input of sealing: the clip at the selected level. */
  private readonly subject = computed(() => ({
    clip: this.bench.clip(),
    gainDb: this.bench.gainDb(),
  }));
  protected readonly ready = computed(
    () => this.bench.listening.result() !== null && this.bench.listening.share() === null,
  );

  /** Cleared when the clip or the level changes. */
  protected readonly sealed = linkedSignal<unknown, SealedClip | null>({
    source: this.subject,
    computation: () => null,
  });

  protected readonly cipherBytes = computed(() => {
    const clip = this.sealed();
    const bytes = clip ? readSealedRecording(clip.file).data : new Uint8Array();
    return bytes.subarray(0, SHOWN_BYTES);
  });

  protected readonly overhead = computed(() => {
    const clip = this.sealed();
    const bytes = clip ? clip.file.length - clip.original.length : 0;
    return $localize`${bytes}:number: bytes more, for the header, the IV, the tag and the proofs`;
  });

  protected readonly size = (file: Bytes): string => formatBytes(file.length);

  protected async seal(): Promise<void> {
    const [subject, sound] = [this.subject(), this.bench.listening.result()?.original];
    if (sound === undefined) return;
    this.sealing.set(true);
    const clip = await sealClip(sound.wav).finally(() => this.sealing.set(false));
    if (subject !== this.subject()) return;
    this.bench.noise.clear();
    this.sealed.set(clip);
    await this.bench.noise.run({ kind: 'look', wav: noisePreview(clip.file, sound.durationMs) });
  }
}

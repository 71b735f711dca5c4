import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import { parseWav } from '@sealwave/audio';
import { noisePreview } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import { OBJECT_URLS } from '@sealwave/web/audio-io';
import { AudioPlayer, peaksOf } from '@sealwave/web/ui';

/** Longest preview, in milliseconds. Nobody listens to noise for longer, and it takes memory. */
const LONGEST_MS = 60_000;
/** One sample per byte, at a telephone's sampling rate. */
const BYTES_PER_MS = 8;
const PEAK_COLUMNS = 256;

/** Plays a sealed recording without its key: as noise, never above -20 dBFS. */
@Component({
  selector: 'sw-noise-player',
  imports: [AudioPlayer],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (url(); as address) {
      <sw-audio-player
        [src]="address"
        [durationMs]="lengthMs()"
        [peaks]="preview().peaks"
        [label]="label()"
      />
    }
  `,
})
export class NoisePlayer {
  /** The sealed recording. */
  readonly file = input.required<Bytes>();

  /** Duration of the original in milliseconds; null if unknown. The noise lasts as long. */
  readonly durationMs = input<number | null>(null);

  /** Says what is played, in words that follow "Play". */
  readonly label = input.required<string>();

  protected readonly url = signal<string | null>(null);
  protected readonly lengthMs = computed(() =>
    // A recording of length zero still gets noise.
    Math.min(LONGEST_MS, this.durationMs() || this.file().length / BYTES_PER_MS),
  );
  protected readonly preview = computed(() => {
    const wav = noisePreview(this.file(), this.lengthMs());
    return { wav, peaks: peaksOf(parseWav(wav).readAll().channels[0], PEAK_COLUMNS) };
  });

  constructor() {
    const urls = inject(OBJECT_URLS);
    effect((onCleanup) => {
      const url = urls.create(new Blob([this.preview().wav], { type: 'audio/wav' }));
      this.url.set(url);
      onCleanup(() => urls.revoke(url));
    });
  }
}

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
import { OBJECT_URLS } from '@sealwave/web/audio-io';
import { AudioPlayer, formatDecibels, peaksOf } from '@sealwave/web/ui';
import type { Sound } from './sound';
import { SpectrogramView } from '../panels/spectrogram-view';

const PEAK_COLUMNS = 512;

/** A sound with a player and its spectrogram. */
@Component({
  selector: 'sw-sound-card',
  imports: [AudioPlayer, SpectrogramView],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h4>{{ heading() }}</h4>
    @if (url(); as src) {
      <sw-audio-player
        [src]="src"
        [durationMs]="sound().durationMs"
        [label]="label()"
        [peaks]="peaks()"
      />
    }
    <sw-spectrogram
      [spectrogram]="sound().spectrogram"
      [samplingRate]="sound().samplingRate"
      [durationMs]="sound().durationMs"
      [description]="description()"
    />
    <p data-testid="sound-note">{{ note() }}</p>
  `,
  styleUrl: './sound-card.css',
  host: { role: 'group', '[attr.aria-label]': 'heading()' },
})
export class SoundCard {
  private readonly urls = inject(OBJECT_URLS);

  readonly heading = input.required<string>();
  /** Says what is played, in words that follow "Play". */
  readonly label = input.required<string>();
  readonly sound = input.required<Sound>();
  /** A remark in addition to the level. */
  readonly remark = input('');

  protected readonly url = signal<string | null>(null);
  protected readonly peaks = computed(() => {
    const [samples] = parseWav(this.sound().wav).readAll().channels;
    return peaksOf(samples, PEAK_COLUMNS);
  });

  protected readonly note = computed(() => {
    const level = formatDecibels(this.sound().rmsDbfs, 'dBFS');
    return this.remark()
      ? $localize`Level ${level}:level:. ${this.remark()}:remark:`
      : $localize`Level ${level}:level:.`;
  });

  protected readonly description = computed(() => {
    const { spectrogram, samplingRate } = this.sound();
    if (spectrogram.strongest === null) return $localize`Spectrogram: silence.`;
    const hz = Math.round(spectrogram.strongest * samplingRate);
    return $localize`Spectrogram: the strongest frequency is ${hz}:frequency: Hz.`;
  });

  constructor() {
    effect((onCleanup) => {
      const url = this.urls.create(new Blob([this.sound().wav], { type: 'audio/wav' }));
      this.url.set(url);
      onCleanup(() => this.urls.revoke(url));
    });
  }
}

import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { formatDuration } from './format-duration';
import { Icon } from './icon';

/** Plays a recording through an `<audio>` element, with controls that fit the rest of the page. */
@Component({
  selector: 'sw-audio-player',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <audio
      #audio
      preload="auto"
      [src]="src()"
      (play)="begin()"
      (pause)="playing.set(false)"
      (timeupdate)="follow()"
      (ended)="finish()"
      (error)="unplayable.set(true)"
    ></audio>

    @if (unplayable()) {
      <p role="alert">This browser cannot play the recording.</p>
    } @else {
      <button
        type="button"
        [attr.aria-label]="(playing() ? 'Pause ' : 'Play ') + label()"
        (click)="toggle()"
      >
        <sw-icon [name]="playing() ? 'pause' : 'play'" />
      </button>
      <input
        type="range"
        min="0"
        step="10"
        [max]="durationMs()"
        [value]="positionMs()"
        [style.--played.%]="playedPercent()"
        [attr.aria-label]="'Position in ' + label()"
        [attr.aria-valuetext]="position() + ' of ' + duration()"
        (input)="seek($event.target)"
      />
      <span class="time">{{ position() }} / {{ duration() }}</span>
    }
  `,
  styleUrl: './audio-player.css',
})
export class AudioPlayer {
  /** A `blob:` address. */
  readonly src = input.required<string>();

  /** The length as it was measured: a recording that was never closed does not state its own. */
  readonly durationMs = input.required<number>();

  /** What is played, in words that follow "Play". */
  readonly label = input.required<string>();

  /** Playback was started. */
  readonly started = output();

  private readonly audio = viewChild.required<ElementRef<HTMLAudioElement>>('audio');
  protected readonly playing = signal(false);
  protected readonly positionMs = signal(0);
  protected readonly unplayable = signal(false);
  protected readonly position = computed(() => formatDuration(this.positionMs()));
  protected readonly duration = computed(() => formatDuration(this.durationMs()));
  protected readonly playedPercent = computed(() =>
    Math.min(100, (100 * this.positionMs()) / Math.max(1, this.durationMs())),
  );

  protected toggle(): void {
    const audio = this.audio().nativeElement;
    if (!audio.paused) {
      audio.pause();
      return;
    }
    // The element reports what went wrong by its error event, and an interrupted start is no error.
    audio.play().catch(() => this.playing.set(false));
  }

  protected seek(slider: EventTarget | null): void {
    if (!(slider instanceof HTMLInputElement)) return;
    this.positionMs.set(slider.valueAsNumber);
    this.audio().nativeElement.currentTime = slider.valueAsNumber / 1000;
  }

  protected begin(): void {
    this.playing.set(true);
    this.started.emit();
  }

  protected follow(): void {
    this.positionMs.set(this.audio().nativeElement.currentTime * 1000);
  }

  protected finish(): void {
    this.playing.set(false);
    this.positionMs.set(0);
  }
}

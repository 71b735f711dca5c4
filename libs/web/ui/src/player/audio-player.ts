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
import { formatDuration } from '../format/format-duration';
import { Icon } from '../controls/icon';
import { Waveform } from '../drawing/waveform';

/** Factors of the original speed. The pitch stays. */
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/**
 * Plays a recording through an `<audio>` element. Its picture lies under a native slider, which works with
 * keyboard and screen reader.
 */
@Component({
  selector: 'sw-audio-player',
  imports: [Icon, Waveform],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <audio
      #audio
      preload="auto"
      [src]="src()"
      (emptied)="rewind()"
      (loadedmetadata)="keepSpeed()"
      (play)="begin()"
      (pause)="playing.set(false)"
      (timeupdate)="follow()"
      (ended)="finish()"
      (error)="unplayable.set(true)"
    ></audio>

    @if (unplayable()) {
      <p role="alert" i18n>This browser cannot play the recording.</p>
    } @else {
      <button type="button" [attr.aria-label]="action()" (click)="toggle()">
        <sw-icon [name]="playing() ? 'pause' : 'play'" />
      </button>
      <div class="track">
        <sw-waveform [peaks]="peaks()" [played]="played" [moving]="playing()" />
        <input
          type="range"
          min="0"
          step="10"
          [max]="durationMs()"
          [value]="positionMs()"
          [attr.aria-label]="sliderName()"
          [attr.aria-valuetext]="sliderText()"
          (input)="seek($event.target)"
        />
      </div>
      <span class="time">{{ position() }} / {{ duration() }}</span>
      <select [attr.aria-label]="speedName()" (change)="choose($event.target)">
        @for (choice of speeds; track choice) {
          <option [value]="choice" [selected]="choice === speed()">{{ choice }}×</option>
        }
      </select>
    }
  `,
  styleUrl: './audio-player.css',
})
export class AudioPlayer {
  /** A `blob:` address. */
  readonly src = input.required<string>();

  /** The measured duration in milliseconds. A recording that was never closed does not state its own. */
  readonly durationMs = input.required<number>();

  /** Says what is played, in words that follow "Play". */
  readonly label = input.required<string>();

  /** Peak of each equal part, 0 to 1; null draws a plain track. */
  readonly peaks = input<Float32Array | null>(null);

  /** Playback started. */
  readonly started = output();

  /** The recording was played to its end. */
  readonly finished = output();

  private readonly audio = viewChild.required<ElementRef<HTMLAudioElement>>('audio');
  protected readonly speeds = SPEEDS;
  protected readonly speed = signal(1);
  protected readonly playing = signal(false);
  protected readonly positionMs = signal(0);
  protected readonly unplayable = signal(false);
  protected readonly position = computed(() => formatDuration(this.positionMs()));
  protected readonly duration = computed(() => formatDuration(this.durationMs()));

  protected readonly action = computed(() =>
    this.playing()
      ? $localize`Pause ${this.label()}:recording:`
      : $localize`Play ${this.label()}:recording:`,
  );
  protected readonly sliderName = computed(() => $localize`Position in ${this.label()}:recording:`);
  protected readonly sliderText = computed(
    () => $localize`${this.position()}:position: of ${this.duration()}:duration:`,
  );
  protected readonly speedName = computed(() => $localize`Speed of ${this.label()}:recording:`);

  /** The played share, 0 to 1. During playback it follows the element's own clock. */
  protected readonly played = (): number => {
    const shownMs = this.positionMs();
    const atMs = this.playing() ? this.audio().nativeElement.currentTime * 1000 : shownMs;
    return Math.min(1, atMs / Math.max(1, this.durationMs()));
  };

  /** Starts or resumes playback. */
  play(): void {
    // The element reports problems by its error event. An interrupted start is not a problem.
    this.audio()
      .nativeElement.play()
      .catch(() => this.playing.set(false));
  }

  protected toggle(): void {
    const audio = this.audio().nativeElement;
    if (audio.paused) this.play();
    else audio.pause();
  }

  protected seek(slider: EventTarget | null): void {
    if (!(slider instanceof HTMLInputElement)) return;
    this.positionMs.set(slider.valueAsNumber);
    this.audio().nativeElement.currentTime = slider.valueAsNumber / 1000;
  }

  protected choose(list: EventTarget | null): void {
    if (!(list instanceof HTMLSelectElement)) return;
    this.speed.set(Number(list.value));
    this.keepSpeed();
  }

  /** Sets the speed again: a new address resets it. */
  protected keepSpeed(): void {
    this.audio().nativeElement.playbackRate = this.speed();
  }

  protected begin(): void {
    this.playing.set(true);
    this.started.emit();
  }

  protected follow(): void {
    this.positionMs.set(this.audio().nativeElement.currentTime * 1000);
  }

  protected finish(): void {
    this.rewind();
    this.finished.emit();
  }

  /** Returns to the start, also when the address changes. */
  protected rewind(): void {
    this.playing.set(false);
    this.positionMs.set(0);
    this.unplayable.set(false);
  }
}

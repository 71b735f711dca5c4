import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  input,
  output,
  viewChild,
} from '@angular/core';
import { Icon } from './icon';

/** What a press of the record button does. */
export type RecordAction = 'record' | 'stop' | 'wait' | 'off';

const LABELS: Readonly<Record<RecordAction, string>> = {
  record: $localize`Record`,
  stop: $localize`Stop recording`,
  wait: $localize`Starting microphone`,
  off: $localize`Record`,
};

/** Actions of a button that ignores presses. It keeps its place and the focus. */
const IDLE: readonly RecordAction[] = ['wait', 'off'];

/**
 * The large round record button. It keeps its place and the focus while its action changes. A pointer can hold
 * the button, which reports when the pointer goes down and up. A keyboard or a screen reader presses it without
 * a duration.
 */
@Component({
  selector: 'sw-record-button',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      #button
      type="button"
      [attr.aria-label]="label()"
      [attr.aria-disabled]="idle() || null"
      [attr.aria-describedby]="describedBy()"
      [attr.data-action]="action()"
      (click)="press($event)"
      (keydown.enter)="once($event)"
      (pointerdown)="hold($event)"
      (pointerup)="released.emit($event.timeStamp)"
      (pointercancel)="interrupted.emit()"
      (lostpointercapture)="interrupted.emit()"
      (contextmenu)="$event.preventDefault()"
    >
      <sw-icon [name]="action() === 'stop' ? 'stop' : 'microphone'" />
    </button>
  `,
  styleUrl: './record-button.css',
})
export class RecordButton {
  readonly action = input.required<RecordAction>();

  /** Id of the element that explains why the button is off. */
  readonly describedBy = input<string | null>(null);

  /** A keyboard or a screen reader pressed the button. */
  readonly pressed = output();
  /**
   * A pointer went down on the button. {@link released} or {@link interrupted} follows. The value is the
   * device's time, in milliseconds on the clock of `performance.now`.
   */
  readonly held = output<number>();
  readonly released = output<number>();
  /** The system took the pointer away, for example for a gesture. Also emitted after a release. */
  readonly interrupted = output();

  private readonly button = viewChild.required<ElementRef<HTMLButtonElement>>('button');
  protected readonly idle = computed(() => IDLE.includes(this.action()));
  protected readonly label = computed(() => LABELS[this.action()]);

  /** Moves the focus here. */
  focus(): void {
    this.button().nativeElement.focus();
  }

  /**
   * Handles a press without a pointer. Clicks of a pointer have a count; they are ignored, because held and
   * released reported them.
   */
  protected press({ detail }: MouseEvent): void {
    if (detail === 0 && !this.idle()) this.pressed.emit();
  }

  protected hold(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0 || this.action() === 'off') return;
    // The release then arrives here even if it happens elsewhere.
    this.button().nativeElement.setPointerCapture(event.pointerId);
    this.held.emit(event.timeStamp);
  }

  /** Ignores the repetitions of a held key. They would toggle again and again. */
  protected once(event: Event): void {
    if (event instanceof KeyboardEvent && event.repeat) event.preventDefault();
  }
}

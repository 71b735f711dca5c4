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

/** What the one large control does when it is pressed. */
export type RecordAction = 'record' | 'stop' | 'wait' | 'off';

const LABELS: Readonly<Record<RecordAction, string>> = {
  record: $localize`Record`,
  stop: $localize`Stop recording`,
  wait: $localize`Starting microphone`,
  off: $localize`Record`,
};

/** While these last, a press does nothing; the control stays where it is and keeps the focus. */
const IDLE: readonly RecordAction[] = ['wait', 'off'];

/**
 * The one large round control. It keeps its place and its focus while its action changes. It tells
 * when a pointer goes down on it and up again, so that it can be held; a keyboard or a screen reader
 * presses it, which has no length.
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

  /** Id of the element that says why it is off. */
  readonly describedBy = input<string | null>(null);

  /** It was pressed without a pointer. */
  readonly pressed = output();
  /**
   * A pointer went down on it; one of the two others follows. Milliseconds on the clock of
   * `performance.now`, as the device tells them.
   */
  readonly held = output<number>();
  readonly released = output<number>();
  /** The system took the pointer away, for a gesture of its own; also told after a release. */
  readonly interrupted = output();

  private readonly button = viewChild.required<ElementRef<HTMLButtonElement>>('button');
  protected readonly idle = computed(() => IDLE.includes(this.action()));
  protected readonly label = computed(() => LABELS[this.action()]);

  /** Moves the keyboard focus here. */
  focus(): void {
    this.button().nativeElement.focus();
  }

  /** A click that comes from a pointer counts its clicks, and has been told as going down and up. */
  protected press({ detail }: MouseEvent): void {
    if (detail === 0 && !this.idle()) this.pressed.emit();
  }

  protected hold(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0 || this.action() === 'off') return;
    // The release is told here also when it happens elsewhere.
    this.button().nativeElement.setPointerCapture(event.pointerId);
    this.held.emit(event.timeStamp);
  }

  /** A key that is held down repeats, and would switch on and off. */
  protected once(event: Event): void {
    if (event instanceof KeyboardEvent && event.repeat) event.preventDefault();
  }
}

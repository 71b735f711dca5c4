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
export type RecordAction = 'record' | 'stop' | 'wait';

const LABELS: Readonly<Record<RecordAction, string>> = {
  record: 'Record',
  stop: 'Stop recording',
  wait: 'Opening the microphone',
};

/** The one large round control. It keeps its place and its focus while its action changes. */
@Component({
  selector: 'sw-record-button',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      #button
      type="button"
      [attr.aria-label]="label()"
      [attr.aria-disabled]="action() === 'wait' || null"
      [attr.data-action]="action()"
      (click)="press()"
    >
      <sw-icon [name]="action() === 'stop' ? 'stop' : 'microphone'" />
    </button>
  `,
  styleUrl: './record-button.css',
})
export class RecordButton {
  readonly action = input.required<RecordAction>();
  readonly pressed = output();

  private readonly button = viewChild.required<ElementRef<HTMLButtonElement>>('button');
  protected readonly label = computed(() => LABELS[this.action()]);

  /** Moves the keyboard focus here. */
  focus(): void {
    this.button().nativeElement.focus();
  }

  protected press(): void {
    if (this.action() !== 'wait') this.pressed.emit();
  }
}

import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  input,
  output,
  viewChild,
} from '@angular/core';

let dialogs = 0;

/**
 * Asks for confirmation of an action that cannot be undone. The dialog opens when it is rendered. While it is
 * open, the rest of the page gets no pointer or keyboard events. Escape cancels. Afterwards the focus returns.
 */
@Component({
  selector: 'sw-confirm-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog
      #dialog
      role="alertdialog"
      [attr.aria-labelledby]="id + '-heading'"
      [attr.aria-describedby]="id + '-text'"
      (close)="closed.emit()"
    >
      <h2 [id]="id + '-heading'">{{ heading() }}</h2>
      <div [id]="id + '-text'"><ng-content /></div>
      <div class="actions">
        <!-- First, so that it has the focus: Enter that comes a moment too early does nothing. -->
        <button type="button" class="button" (click)="dialog.close()" i18n>Cancel</button>
        <button
          type="button"
          class="button danger"
          [attr.aria-disabled]="blocked() || null"
          (click)="confirm()"
        >
          {{ action() }}
        </button>
      </div>
    </dialog>
  `,
  styleUrl: './confirm-dialog.css',
})
export class ConfirmDialog {
  /** The question. It names the person or thing that is affected. */
  readonly heading = input.required<string>();
  /** The text of the confirming button. It has the same name. */
  readonly action = input.required<string>();
  /** Whether the action is no longer possible. */
  readonly blocked = input(false);

  /** The person confirmed; {@link closed} follows. */
  readonly confirmed = output();
  /** The dialog closed, for any reason. */
  readonly closed = output();

  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  protected readonly id = `sw-confirm-${++dialogs}`;

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal());
  }

  protected confirm(): void {
    if (this.blocked()) return;
    this.confirmed.emit();
    this.dialog().nativeElement.close();
  }
}

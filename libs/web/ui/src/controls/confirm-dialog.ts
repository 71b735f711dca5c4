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
 * Asks before something is done that cannot be taken back, from the moment it is rendered. While it is open the rest of
 * the page takes neither pointer nor keyboard; Escape cancels; afterwards the focus is where it was.
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
  /** The question, with the name of what or who is hit. */
  readonly heading = input.required<string>();
  /** What the button says that does it; again with the name. */
  readonly action = input.required<string>();
  /** It cannot be done any more. */
  readonly blocked = input(false);

  /** It is to be done; {@link closed} comes as well. */
  readonly confirmed = output();
  /** The dialog is closed, however that came about. */
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

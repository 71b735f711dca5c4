import { Directive, ElementRef, inject, output } from '@angular/core';

/** What a space bar already means something to, unless it is the record control. */
const TAKES_SPACE =
  'input, textarea, select, button, summary, audio, video, [contenteditable], [role=button], [role=slider], [role=switch], [role=menuitem], [role=option], [role=tab]';

const OPEN_DIALOG = 'dialog[open], [role=dialog], [role=alertdialog]';

/**
 * The keys that talk, wherever on the page the focus is: the space bar is held or tapped, and Escape
 * throws away. Not while a dialog is open, and not where the focus is on something that takes the
 * space bar itself, except inside this element.
 */
@Directive({
  selector: '[swTalkKey]',
  host: {
    '(document:keydown)': 'down($event)',
    '(document:keyup)': 'up($event)',
    '(window:blur)': 'lose()',
    '(document:visibilitychange)': 'lose()',
  },
})
export class TalkKey {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private isDown = false;

  readonly held = output();
  readonly released = output();
  /** The page lost the keyboard: whatever is held is not told any more. */
  readonly interrupted = output();
  readonly escaped = output();

  protected down(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector(OPEN_DIALOG)) return;
    if (event.key === 'Escape') this.escaped.emit();
    if (!isBareSpace(event) || !(this.isDown || this.mayTake(event.target))) return;
    // Neither scrolls the page nor clicks the control that has the focus.
    event.preventDefault();
    if (event.repeat || this.isDown) return;
    this.isDown = true;
    this.held.emit();
  }

  protected up(event: KeyboardEvent): void {
    if (event.key !== ' ' || !this.isDown) return;
    event.preventDefault();
    this.isDown = false;
    this.released.emit();
  }

  protected lose(): void {
    this.isDown = false;
    this.interrupted.emit();
  }

  private mayTake(target: EventTarget | null): boolean {
    const taker = target instanceof Element ? target.closest(TAKES_SPACE) : null;
    return taker === null || this.host.contains(taker);
  }
}

function isBareSpace({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return key === ' ' && !ctrlKey && !altKey && !metaKey && !shiftKey;
}

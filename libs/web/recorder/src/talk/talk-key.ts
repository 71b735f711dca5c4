import { DestroyRef, Directive, DOCUMENT, ElementRef, inject, output } from '@angular/core';

/** The talk key, by its place on the keyboard. Modifiers change what it types, but not its place. */
const TALK_CODE = 'Space';

/** While this key is held, macOS reports no release of other keys. */
const SWALLOWING_KEY = 'Meta';

/** Elements that use the space bar themselves. The record button is an exception. */
const TAKES_SPACE =
  'input, textarea, select, button, summary, audio, video, [contenteditable], [role=button], [role=slider], [role=switch], [role=menuitem], [role=option], [role=tab]';

const OPEN_DIALOG = 'dialog[open], [role=dialog], [role=alertdialog]';

/** After these events, the page may not learn of a key's release. */
const LOSSES = {
  window: ['blur', 'pagehide'],
  document: ['visibilitychange', 'freeze'],
} as const;

/**
 * Makes the whole page listen to the talk keys. The space bar talks, held or tapped; Escape discards. Both are
 * ignored while a dialog is open. Both are ignored while the focus is elsewhere, on an element that uses the
 * space bar itself.
 */
@Directive({ selector: '[swTalkKey]' })
export class TalkKey {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly document = inject(DOCUMENT);
  private isDown = false;

  /** The key went down. The value is the keyboard's time, in milliseconds on the clock of `performance.now`. */
  readonly held = output<number>();
  /** The key went up. The value is in milliseconds on the same clock. */
  readonly released = output<number>();
  /** The page lost the keyboard. The release will not be reported. */
  readonly interrupted = output();
  readonly escaped = output();

  constructor() {
    const listening = new AbortController();
    const { signal } = listening;
    inject(DestroyRef).onDestroy(() => listening.abort());
    const { document } = this;
    const lose = (): void => this.lose();
    document.addEventListener('keydown', (event) => this.down(event), { signal });
    // In the capture phase: nothing on the page can hide a release.
    document.addEventListener('keyup', (event) => this.up(event), { signal, capture: true });
    document.addEventListener('focusin', ({ target }) => this.follow(target), { signal });
    for (const loss of LOSSES.document) document.addEventListener(loss, lose, { signal });
    for (const loss of LOSSES.window)
      document.defaultView?.addEventListener(loss, lose, { signal });
  }

  private down(event: KeyboardEvent): void {
    if (this.isDown && event.key === SWALLOWING_KEY) this.lose();
    if (event.defaultPrevented || this.document.querySelector(OPEN_DIALOG)) return;
    if (event.key === 'Escape') this.escaped.emit();
    if (!isTalkKey(event)) return;
    if (!this.isDown && (hasModifier(event) || !this.mayTake(event.target))) return;
    // Prevents scrolling, and clicks on the focused control.
    event.preventDefault();
    if (event.repeat || this.isDown) return;
    this.isDown = true;
    this.held.emit(event.timeStamp);
  }

  private up(event: KeyboardEvent): void {
    if (!isTalkKey(event) || !this.isDown) return;
    event.preventDefault();
    this.isDown = false;
    this.released.emit(event.timeStamp);
  }

  /** Follows the focus. A field with the focus also gets the keyboard, perhaps with the release. */
  private follow(target: EventTarget | null): void {
    if (this.isDown && !this.mayTake(target)) this.lose();
  }

  private lose(): void {
    this.isDown = false;
    this.interrupted.emit();
  }

  private mayTake(target: EventTarget | null): boolean {
    const taker = target instanceof Element ? target.closest(TAKES_SPACE) : null;
    return taker === null || this.host.contains(taker);
  }
}

/** On-screen keyboards report only the character, not the code. */
function isTalkKey({ code, key }: KeyboardEvent): boolean {
  return code === TALK_CODE || (code === '' && key === ' ');
}

function hasModifier({ ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || altKey || metaKey || shiftKey;
}

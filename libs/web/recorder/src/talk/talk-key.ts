import { DestroyRef, Directive, DOCUMENT, ElementRef, inject, output } from '@angular/core';

/** The key that talks, by its place on the keyboard: what it types depends on the modifiers. */
const TALK_CODE = 'Space';

/** With it held, macOS tells no release of other keys. */
const SWALLOWING_KEY = 'Meta';

/** What a space bar already means something to, unless it is the record control. */
const TAKES_SPACE =
  'input, textarea, select, button, summary, audio, video, [contenteditable], [role=button], [role=slider], [role=switch], [role=menuitem], [role=option], [role=tab]';

const OPEN_DIALOG = 'dialog[open], [role=dialog], [role=alertdialog]';

/** Whatever of these happens, the release of a key that is down may not be told to the page. */
const LOSSES = {
  window: ['blur', 'pagehide'],
  document: ['visibilitychange', 'freeze'],
} as const;

/**
 * The keys that talk, wherever on the page the focus is: the space bar is held or tapped, and Escape
 * throws away. Not while a dialog is open, and not where the focus is on something that takes the
 * space bar itself, except inside this element.
 */
@Directive({ selector: '[swTalkKey]' })
export class TalkKey {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly document = inject(DOCUMENT);
  private isDown = false;

  /** It went down; milliseconds on the clock of `performance.now`, as the keyboard tells them. */
  readonly held = output<number>();
  /** It went up, on the same clock. */
  readonly released = output<number>();
  /** The page lost the keyboard: whatever is held is not told any more. */
  readonly interrupted = output();
  readonly escaped = output();

  constructor() {
    const listening = new AbortController();
    const { signal } = listening;
    inject(DestroyRef).onDestroy(() => listening.abort());
    const { document } = this;
    const lose = (): void => this.lose();
    document.addEventListener('keydown', (event) => this.down(event), { signal });
    // On the way down: nothing on the page can keep a release from being heard.
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
    // Neither scrolls the page nor clicks the control that has the focus.
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

  /** A field that takes the focus takes the keyboard, and with it perhaps the release. */
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

/** Keyboards on glass tell no code, only what is typed. */
function isTalkKey({ code, key }: KeyboardEvent): boolean {
  return code === TALK_CODE || (code === '' && key === ' ');
}

function hasModifier({ ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || altKey || metaKey || shiftKey;
}

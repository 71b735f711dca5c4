import { Directive, ElementRef, inject } from '@angular/core';

/** Lets only one recording inside the element play at a time. */
@Directive({ selector: '[swExclusivePlayback]', exportAs: 'swExclusivePlayback' })
export class ExclusivePlayback {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    // `play` does not bubble, but the capture phase reaches an ancestor.
    this.host.addEventListener('play', ({ target }) => this.pauseAllBut(target), { capture: true });
  }

  /** Pauses everything, for example before the microphone opens. */
  pauseAll(): void {
    this.pauseAllBut(null);
  }

  private pauseAllBut(kept: EventTarget | null): void {
    for (const audio of this.host.querySelectorAll('audio')) {
      if (audio !== kept) audio.pause();
    }
  }
}

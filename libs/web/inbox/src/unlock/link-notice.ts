import { Injectable, signal } from '@angular/core';

/** What became of the code that a link brought. */
export type LinkOutcome =
  | 'unlocked'
  | 'unlocked-elsewhere'
  /** No message here fits it yet. */
  | 'kept'
  | 'mistyped'
  | 'not-a-code'
  | 'insecure-page';

/** What there is to say to a person who opened a link; null when there is nothing. */
@Injectable({ providedIn: 'root' })
export class LinkNotice {
  private readonly _outcome = signal<LinkOutcome | null>(null);

  readonly outcome = this._outcome.asReadonly();

  say(outcome: LinkOutcome | null): void {
    this._outcome.set(outcome);
  }

  /** Corrects `kept`, which turned out not to be the end of it. */
  improve(outcome: LinkOutcome): void {
    this._outcome.update((before) => (before === 'kept' ? outcome : before));
  }
}

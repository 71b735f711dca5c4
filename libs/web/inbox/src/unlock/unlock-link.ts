import { DestroyRef, DOCUMENT, inject, Injectable } from '@angular/core';
import { codeInLink, formatUnlockCode, parseUnlockCode, type RecordingKey } from '@sealwave/e2ee';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { LinkNotice, type LinkOutcome } from './link-notice';
import { PAGE_CHANNEL, readPageMessage } from './page-channel';
import { hasWebCrypto } from './secure-page';
import { unlockProblemOf } from './unlock-problem';
import { Unlocking } from './unlocking.service';

/**
 * Reads unlock codes from the page's address (`#unlock=CODE`) and removes them at once. A link opens a new tab,
 * but the message to unlock may be in another tab. So this service shares codes with the other pages of this
 * origin.
 */
@Injectable({ providedIn: 'root' })
export class UnlockLink {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly channel = inject(PAGE_CHANNEL);
  private readonly unlocking = inject(Unlocking);
  private readonly notice = inject(LinkNotice);
  private readonly destroyed = inject(DestroyRef);
  private question: string | null = null;

  /** Reads the address now and whenever it changes. Call it before the router starts. */
  watch(): void {
    this.channel.onmessage = ({ data }) =>
      runInBackground(() => this.onMessage(data), reportDefect);
    const look = (event: Event): void => {
      // Otherwise the router would restore the address with the code.
      if (this.takeCode()) event.stopImmediatePropagation();
    };
    for (const change of ['popstate', 'hashchange']) {
      this.window?.addEventListener(change, look);
      this.destroyed.onDestroy(() => this.window?.removeEventListener(change, look));
    }
    this.destroyed.onDestroy(() => this.channel.close());
    this.takeCode();
  }

  private takeCode(): boolean {
    if (this.window === null) return false;
    const { history, location } = this.window;
    const code = codeInLink(location.hash);
    if (code === undefined) return false;
    history.replaceState(history.state, '', location.pathname + location.search);
    runInBackground(() => this.use(code), reportDefect);
    return true;
  }

  private async use(code: string): Promise<void> {
    const key = this.keyIn(code);
    if (typeof key === 'string') {
      this.notice.say(key);
      return;
    }
    const opened = await this.unlocking.use(key);
    this.notice.say(opened > 0 ? 'unlocked' : 'kept');
    if (opened > 0) return;
    this.question = crypto.randomUUID();
    this.channel.postMessage({
      kind: 'code',
      question: this.question,
      code: formatUnlockCode(key),
    });
  }

  private keyIn(code: string): RecordingKey | LinkOutcome {
    if (!hasWebCrypto()) return 'insecure-page';
    try {
      return parseUnlockCode(code);
    } catch (error) {
      return unlockProblemOf(error) === 'mistyped' ? 'mistyped' : 'not-a-code';
    }
  }

  private async onMessage(data: unknown): Promise<void> {
    const message = readPageMessage(data);
    if (message?.kind === 'opened' && message.question === this.question) {
      this.notice.upgradeOutcome('unlocked-elsewhere');
    }
    if (message?.kind !== 'code') return;
    const key = this.keyIn(message.code);
    if (typeof key === 'string' || (await this.unlocking.use(key)) === 0) return;
    this.notice.say('unlocked');
    this.channel.postMessage({ kind: 'opened', question: message.question });
  }
}

import { DestroyRef, inject, Injectable, InjectionToken, signal } from '@angular/core';
import { OBJECT_URLS } from '@sealwave/web/audio-io';
import { type InboxMessage, urlsOf } from './message/inbox-message';
import { INBOX_LIMITS, type InboxLimits, messagesToEvict } from './eviction';

/** The limits of the inbox. A test replaces this token, so it needs no 200 MB. */
export const INBOX_LIMIT = new InjectionToken<InboxLimits>('InboxLimits', {
  providedIn: 'root',
  factory: () => INBOX_LIMITS,
});

/**
 * The messages of the inbox, within a limit of memory. When a message is dropped for good, the store revokes
 * its `blob:` addresses.
 */
@Injectable({ providedIn: 'root' })
export class InboxStore {
  private readonly urls = inject(OBJECT_URLS);
  private readonly limits = inject(INBOX_LIMIT);
  private readonly _messages = signal<readonly InboxMessage[]>([]);
  private readonly _removed = signal<readonly InboxMessage[]>([]);
  private readonly _displacedCount = signal(0);
  private readonly _rejectedCount = signal(0);

  /** Newest first. */
  readonly messages = this._messages.asReadonly();

  /** The messages of the last removal, which {@link undo} restores. */
  readonly removed = this._removed.asReadonly();

  /** How many messages were dropped to make room. */
  readonly displacedCount = this._displacedCount.asReadonly();

  /** How many messages failed their checks. Nothing of them was played. */
  readonly rejectedCount = this._rejectedCount.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.forget();
      this.release(this.messages());
    });
  }

  /** Makes a `blob:` address for use in a message. */
  address(blob: Blob): string {
    return this.urls.create(blob);
  }

  /** Finds a message, even a removed one that {@link undo} can restore. */
  find(id: string): InboxMessage | undefined {
    return [...this.messages(), ...this._removed()].find((message) => message.id === id);
  }

  /** Adds a message as the newest, and drops others if the limits are exceeded. */
  add(message: InboxMessage): void {
    this._messages.update((messages) => [message, ...messages]);
    this.fit();
  }

  /** Counts a message that failed its checks. */
  countRejected(): void {
    this._rejectedCount.update((count) => count + 1);
  }

  /** Replaces a message. Revokes the addresses that it no longer has. */
  change(id: string, changed: (message: InboxMessage) => InboxMessage): void {
    const before = this.find(id);
    if (before === undefined) return;
    const after = changed(before);
    for (const list of [this._messages, this._removed]) {
      list.update((messages) => messages.map((message) => (message === before ? after : message)));
    }
    const kept = urlsOf(after);
    for (const url of urlsOf(before)) if (!kept.includes(url)) this.urls.revoke(url);
    this.fit();
  }

  /** Removes messages. {@link undo} can restore them until the next removal. */
  remove(goes: (message: InboxMessage) => boolean): void {
    const removed = this.messages().filter(goes);
    if (removed.length === 0) return;
    this.forget();
    this._messages.update((messages) => messages.filter((message) => !goes(message)));
    this._removed.set(removed);
  }

  /** Restores the messages of the last removal. */
  undo(): void {
    const removed = this._removed();
    this._removed.set([]);
    this._messages.update((messages) =>
      [...messages, ...removed].sort((a, b) => +b.receivedAt - +a.receivedAt),
    );
    this.fit();
  }

  /** Frees the memory of the removed messages. */
  forget(): void {
    this.release(this._removed());
    this._removed.set([]);
  }

  private fit(): void {
    const surplus = messagesToEvict([...this.messages(), ...this._removed()], this.limits);
    if (surplus.length === 0) return;
    this.forget();
    const gone = messagesToEvict(this.messages(), this.limits);
    this._messages.update((messages) => messages.filter((message) => !gone.includes(message)));
    this._displacedCount.update((count) => count + gone.length);
    this.release(gone);
  }

  private release(messages: readonly InboxMessage[]): void {
    for (const url of messages.flatMap(urlsOf)) this.urls.revoke(url);
  }
}

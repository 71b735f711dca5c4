import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { OBJECT_URLS } from '@sealwave/web/audio-io';
import { GatewayClient, type ReceivedMessage } from '@sealwave/web/gateway-client';
import type { InboxMessage } from './inbox-message';

const MIME_TYPE = { wav: 'audio/wav', opaque: 'application/octet-stream' } as const;

/** The recordings that arrived since the page was opened, newest first. */
@Injectable({ providedIn: 'root' })
export class InboxService {
  private readonly urls = inject(OBJECT_URLS);
  private readonly _messages = signal<readonly InboxMessage[]>([]);

  readonly messages = this._messages.asReadonly();
  readonly unheardCount = computed(() => this.messages().filter(({ heard }) => !heard).length);

  constructor() {
    inject(GatewayClient)
      .messages.pipe(takeUntilDestroyed())
      .subscribe((message) => this.keep(message));
    inject(DestroyRef).onDestroy(() => this.clear());
  }

  /** Notes that a person started to listen to the message. */
  markHeard(id: string): void {
    this._messages.update((messages) =>
      messages.map((message) => (message.id === id ? { ...message, heard: true } : message)),
    );
  }

  /** Takes one message out and frees the memory that it held. */
  remove(id: string): void {
    this.removeWhere((message) => message.id === id);
  }

  /** Takes all messages out. */
  clear(): void {
    this.removeWhere(() => true);
  }

  private keep({ audio, verified, ...message }: ReceivedMessage): void {
    if (!verified || this.messages().some(({ id }) => id === message.id)) return;
    const blob = new Blob([audio], { type: MIME_TYPE[message.format] });
    const kept: InboxMessage = {
      ...message,
      url: this.urls.create(blob),
      bytes: blob.size,
      receivedAt: new Date(),
      heard: false,
    };
    this._messages.update((messages) => [kept, ...messages]);
  }

  private removeWhere(goes: (message: InboxMessage) => boolean): void {
    const gone = this.messages().filter(goes);
    this._messages.update((messages) => messages.filter((message) => !goes(message)));
    for (const { url } of gone) this.urls.revoke(url);
  }
}

import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChildren,
} from '@angular/core';
import type { Place } from '@sealwave/web/gateway-client';
import { Icon, Switch } from '@sealwave/web/ui';
import { FileButton } from './unlock/file-button';
import { InboxNotices } from './inbox-notices';
import { type FileOutcome, InboxService } from './inbox.service';
import type { InboxMessage } from './message/inbox-message';
import { arrivalText } from './message/message-text';
import { MessageCard } from './message/message-card';
import { nextAfter } from './playback/next-message';
import { PlayNext } from './playback/play-next';

/** Messages shown at a time. Browsers limit the number of players, above all on phones. */
const PAGE_MESSAGES = 30;

/** The newest message, and the place of this page. */
interface Arrival {
  readonly message: InboxMessage | null;
  readonly place: Place | null;
}

/** The received messages, or a hint while there are none. */
@Component({
  selector: 'sw-inbox-panel',
  imports: [FileButton, Icon, InboxNotices, MessageCard, Switch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './inbox-panel.component.html',
  styleUrl: './inbox-panel.css',
  host: {
    '[class.dropping]': 'dropping()',
    '(dragover)': 'invite($event)',
    '(dragleave)': 'leave($event)',
    '(drop)': 'receive($event)',
  },
})
export class InboxPanel {
  protected readonly inbox = inject(InboxService);
  protected readonly playNext = inject(PlayNext);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly cards = viewChildren(MessageCard);

  /** True while the microphone is open. Nothing may start to play by itself then. */
  readonly silent = input(false);

  private readonly shownCount = signal(PAGE_MESSAGES);
  protected readonly shown = computed(() => this.inbox.messages().slice(0, this.shownCount()));
  protected readonly olderCount = computed(() =>
    Math.max(0, this.inbox.messages().length - this.shownCount()),
  );

  protected readonly dropping = signal(false);
  /** The result of the last file opened in this place. */
  protected readonly fileOutcome = linkedSignal<Place | null, FileOutcome | null>({
    source: this.inbox.place,
    computation: () => null,
  });

  protected readonly summary = computed(() => {
    const unheard = this.inbox.unheardCount();
    return unheard === 0 ? '' : $localize`${unheard}:count: new`;
  });

  /** Announces a message when it arrives: its sender and its length. Leaving the place clears it for good. */
  protected readonly announcement = linkedSignal<Arrival, string>({
    source: () => ({ message: this.inbox.arrival(), place: this.inbox.place() }),
    computation: ({ message, place }, previous) => {
      // Messages from before this panel opened are not news.
      if (previous === undefined || message === previous.source.message) return '';
      if (message?.place !== place) return '';
      // `untracked`: hearing a message later must not announce it again.
      return arrivalText(message, untracked(this.inbox.unheardCount));
    },
  }).asReadonly();

  protected continueAfter(id: string): void {
    if (!this.playNext.wanted() || this.silent()) return;
    const next = nextAfter(this.inbox.messages(), id);
    if (next !== undefined) this.card(next.id)?.play();
  }

  protected async unlock(id: string, codeOrLink: string): Promise<void> {
    await this.inbox.unlock(id, codeOrLink);
    const message = this.inbox.messages().find((each) => each.id === id);
    if (message?.content.kind !== 'unlocked') return;
    // The focused field disappeared with the lock.
    afterNextRender(() => this.card(id)?.focus(), { injector: this.injector });
  }

  protected async open(files: readonly File[]): Promise<void> {
    for (const file of files) this.fileOutcome.set(await this.inbox.openFile(file));
  }

  private card(id: string): MessageCard | undefined {
    return this.cards().find((card) => card.message().id === id);
  }

  protected showOlder(): void {
    this.shownCount.update((count) => count + PAGE_MESSAGES);
  }

  protected invite(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping.set(true);
  }

  protected leave({ relatedTarget }: DragEvent): void {
    const inside = relatedTarget instanceof Node && this.host.contains(relatedTarget);
    if (!inside) this.dropping.set(false);
  }

  protected async receive(event: DragEvent): Promise<void> {
    event.preventDefault();
    this.dropping.set(false);
    await this.open([...(event.dataTransfer?.files ?? [])]);
  }
}

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

/** A page of messages: browsers, above all on phones, limit how many players there may be. */
const PAGE_MESSAGES = 30;

/** The message that came last, and where this page is. */
interface Arrival {
  readonly message: InboxMessage | null;
  readonly place: Place | null;
}

/** The received recordings, or what will be here once there are some. */
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

  /** The microphone is open: nothing may begin to play by itself. */
  readonly silent = input(false);

  private readonly shownCount = signal(PAGE_MESSAGES);
  protected readonly shown = computed(() => this.inbox.messages().slice(0, this.shownCount()));
  protected readonly olderCount = computed(() =>
    Math.max(0, this.inbox.messages().length - this.shownCount()),
  );

  protected readonly dropping = signal(false);
  /** What became of the last file that was opened in this place. */
  protected readonly fileOutcome = linkedSignal<Place | null, FileOutcome | null>({
    source: this.inbox.place,
    computation: () => null,
  });

  protected readonly summary = computed(() => {
    const unheard = this.inbox.unheardCount();
    return unheard === 0 ? '' : $localize`${unheard}:count: new`;
  });

  /** Read out when a message comes: who sent it, and how long it is. It ends with the place, and does not come back. */
  protected readonly announcement = linkedSignal<Arrival, string>({
    source: () => ({ message: this.inbox.arrival(), place: this.inbox.place() }),
    computation: ({ message, place }, previous) => {
      // What had come before this panel was opened is no news.
      if (previous === undefined || message === previous.source.message) return '';
      if (message?.place !== place) return '';
      // To hear one of them later is no arrival.
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
    // The field that had the keyboard is gone with the lock.
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

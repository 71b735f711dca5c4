import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { Icon } from '@sealwave/web/ui';
import { type FileOutcome, InboxService } from './inbox.service';
import { LinkNotice, type LinkOutcome } from './unlock/link-notice';

const LINK_TEXT: Readonly<Record<LinkOutcome, string>> = {
  unlocked: $localize`The code from the link has unlocked a message.`,
  'unlocked-elsewhere': $localize`Unlocked in your other tab.`,
  kept: $localize`This code doesn't match any message yet. It will be tried on new ones.`,
  mistyped: $localize`There is a mistake in the code of this link. Ask for the link again.`,
  'not-a-code': $localize`This link carries no unlock code. Ask for the link again.`,
  'insecure-page': $localize`Browsers unlock messages only on secure pages. Use an address that starts with https://, or http://localhost on this machine.`,
};

const FILE_TEXT: Readonly<Record<FileOutcome, string>> = {
  added: $localize`The file is among your messages, locked.`,
  'already-here': $localize`This recording is among your messages already.`,
  'not-sealed': $localize`This isn't a locked Sealwave file.`,
  'too-large': $localize`This file is too large for a locked recording.`,
  unreadable: $localize`This file cannot be read. Folders cannot be opened.`,
};

/** Notices about the inbox. A screen reader announces each when it changes. */
@Component({
  selector: 'sw-inbox-notices',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status" data-testid="rejected">
      @if (inbox.rejectedCount(); as count) {
        <p class="bad">
          <sw-icon name="warning" />
          <span i18n>{count, plural,
            =1 {One message failed its checks and was not played}
            other {{{ count }} messages failed their checks and were not played}
          }</span>
        </p>
      }
    </div>

    @for (note of notes; track note.id) {
      <div role="status" [attr.data-testid]="note.id">
        @if (note.text(); as text) {
          <p>
            @if (note.icon; as icon) {
              <sw-icon [name]="icon" />
            }
            <span>{{ text }}</span>
            <button type="button" (click)="note.close()" [attr.aria-label]="note.closeLabel" i18n>
              Close
            </button>
          </p>
        }
      </div>
    }

    <div role="status" data-testid="removed">
      @if (inbox.removedCount(); as count) {
        <p>
          <span i18n>{count, plural,
            =1 {Message removed}
            other {{{ count }} messages removed}
          }</span>
          <button type="button" class="strong" (click)="inbox.undoRemoval()" i18n>Undo</button>
          <button
            type="button"
            (click)="inbox.confirmRemoval()"
            aria-label="Close the note on what was removed"
            i18n-aria-label
            i18n
          >
            Close
          </button>
        </p>
      }
    </div>

    <div role="status" data-testid="displaced">
      @if (inbox.displacedCount(); as count) {
        <p>
          <span i18n>{count, plural,
            =1 {The oldest message was deleted to make room}
            other {The oldest {{ count }} messages were deleted to make room}
          }</span>
        </p>
      }
    </div>
  `,
  styleUrl: './inbox-notices.css',
})
export class InboxNotices {
  /** The result of opening the last file. */
  readonly file = input.required<FileOutcome | null>();
  /** The person dismissed the notice about that file. */
  readonly fileNoted = output();

  protected readonly inbox = inject(InboxService);
  protected readonly link = inject(LinkNotice);

  /** Notices with one sentence and a button that closes them. */
  protected readonly notes = [
    {
      id: 'link-outcome',
      icon: 'lock' as const,
      closeLabel: $localize`Close the note on the link`,
      text: computed(() => {
        const outcome = this.link.outcome();
        return outcome && LINK_TEXT[outcome];
      }),
      close: (): void => this.link.say(null),
    },
    {
      id: 'file-outcome',
      icon: null,
      closeLabel: $localize`Close the note on the file`,
      text: computed(() => {
        const outcome = this.file();
        return outcome && FILE_TEXT[outcome];
      }),
      close: (): void => this.fileNoted.emit(),
    },
  ];
}

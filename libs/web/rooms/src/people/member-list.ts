import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  linkedSignal,
  output,
} from '@angular/core';
import type { Moderate, RoomPresence } from '@sealwave/contracts';
import { ConfirmDialog, Icon } from '@sealwave/web/ui';
import { actsOn, MUTE_TEXTS, type Question, questionOf, refusalText } from '../room-text';
import { RoomService } from '../room.service';
import { type Row, rowsOf } from './roster';

/** What is asked about somebody: the person, and not a row. */
interface Asked extends Question {
  readonly act: Moderate['act'];
  readonly n: number;
}

interface Sources {
  readonly presence: RoomPresence | null;
  readonly roster: string | null;
  readonly still: boolean;
}

/**
 * Who is in the room, in the order of arrival, and what a moderator can do to them. While a pointer or the focus is
 * on the list, or something is asked, no row moves.
 */
@Component({
  selector: 'sw-member-list',
  imports: [ConfirmDialog, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './member-list.component.html',
  styleUrl: './member-list.css',
})
export class MemberList {
  private readonly rooms = inject(RoomService);
  /** The numbering that the rows stand for; another one begins whenever the connection is made again. */
  private readonly roster = computed(() => {
    const presence = this.rooms.presence();
    return presence && `${this.rooms.numbering()} ${presence.id}`;
  });
  private readonly pointed = linkedSignal({ source: this.roster, computation: () => false });
  private readonly focused = linkedSignal({ source: this.roster, computation: () => false });

  /** What came of a wish, for a person; empty where there is nothing to say. */
  readonly said = output<string>();
  /** Somebody was removed, and the buttons with them. */
  readonly removed = output();

  protected readonly muteTexts = MUTE_TEXTS;
  protected readonly actsOn = actsOn;
  /** Ends with the numbering: the same number may be somebody else's in the next one. */
  protected readonly asked = linkedSignal<string | null, Asked | null>({
    source: this.roster,
    computation: () => null,
  });
  protected readonly you = computed(() => this.rooms.presence()?.you ?? null);
  protected readonly moderates = computed(() => this.rooms.presence()?.moderator ?? false);
  protected readonly rows = linkedSignal<Sources, readonly Row[]>({
    source: () => ({
      presence: this.rooms.presence(),
      roster: this.roster(),
      still: this.pointed() || this.focused() || this.asked() !== null,
    }),
    computation: ({ presence, roster, still }, previous) => {
      const rows = previous?.source.roster === roster ? (previous?.value ?? []) : [];
      return rowsOf(presence?.members ?? [], rows, still);
    },
  }).asReadonly();

  /** Whom the question is about has left meanwhile: there is nobody to do it to. */
  protected readonly pointless = computed(() => {
    const n = this.asked()?.n;
    return !this.rows().some(({ member, gone }) => member.n === n && !gone);
  });

  protected point(on: boolean): void {
    this.pointed.set(on);
  }

  protected focus(on: boolean): void {
    this.focused.set(on);
  }

  /** Asks, or does at once what can be undone. */
  protected async press(act: Moderate['act'], { member, name, gone }: Row): Promise<void> {
    if (gone) return;
    const { n } = member;
    const question = questionOf(act, name);
    if (question === null) await this.moderate({ act, n });
    else this.asked.set({ ...question, act, n });
  }

  protected async moderate({ act, n }: Moderate): Promise<void> {
    try {
      await this.rooms.moderate({ act, n });
      this.said.emit('');
    } catch (error) {
      this.said.emit(refusalText(error));
      return;
    }
    if (act === 'kick' || act === 'ban') this.removed.emit();
  }
}

import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  linkedSignal,
  output,
} from '@angular/core';
import type { Moderate, RoomPresence } from '@sealwave/contracts';
import { SealedRooms } from '@sealwave/web/sealed-room';
import { ConfirmDialog, Icon } from '@sealwave/web/ui';
import {
  actionsFor,
  keyMarkOf,
  MUTE_TEXTS,
  type Question,
  questionOf,
  moderationErrorText,
} from '../room-text';
import { RoomService } from '../room.service';
import { type Row, rowsOf } from './roster';

/** A question about a member. It names the member by number, not by row. */
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
 * Lists the members in the order of arrival, with a moderator's actions. No row moves while a pointer or the
 * focus is on the list, or while a question is open.
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
  private readonly sealed = inject(SealedRooms);
  /** The numbering of the rows; a new connection starts another one. */
  private readonly roster = computed(() => {
    const presence = this.rooms.presence();
    return presence && `${this.rooms.numbering()} ${presence.id}`;
  });
  private readonly pointed = linkedSignal({ source: this.roster, computation: () => false });
  private readonly focused = linkedSignal({ source: this.roster, computation: () => false });

  /** The result of a moderator's action, in words; empty when there is nothing to say. */
  readonly notice = output<string>();
  /** A member was removed. The buttons for that member are gone. */
  readonly removed = output();

  protected readonly muteTexts = MUTE_TEXTS;
  protected readonly actionsFor = actionsFor;
  /** The open question. A new numbering clears it: the number may then belong to another member. */
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

  /** In a sealed room: what is to be said of the keys of each member. */
  protected readonly keyMarks = computed(
    () => new Map(this.sealed.people().map((person) => [person.n, keyMarkOf(person)])),
  );

  /** Whether the member in question has left meanwhile. */
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

  /** Asks for confirmation. Acts at once if the action can be undone. */
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
      this.notice.emit('');
    } catch (error) {
      this.notice.emit(moderationErrorText(error));
      return;
    }
    if (act === 'kick' || act === 'ban') this.removed.emit();
  }
}

import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Moderate } from '@sealwave/contracts';
import { Icon } from '@sealwave/web/ui';
import type { InviteKey } from './room-key';
import { nameProblemText } from './name-text';
import {
  type Act,
  actOn,
  COPIED_TEXT,
  type Member,
  nameOf,
  PROBLEM_TEXT,
  refusalText,
} from './room-text';
import { type LinkRole, RoomService } from './room.service';

/** The room, who is in it, and the ways to another one. */
@Component({
  selector: 'sw-room-panel',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './room-panel.component.html',
  styleUrl: './room-panel.css',
})
export class RoomPanel {
  private readonly router = inject(Router);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly rooms = inject(RoomService);
  protected readonly nameOf = nameOf;

  /** What was copied or went wrong last in this room, for a person. */
  protected readonly said = linkedSignal({ source: this.rooms.key, computation: () => '' });
  /** Number of the member whose ban has to be asked for once more. */
  protected readonly doubted = signal<number | null>(null);

  protected readonly problem = computed(() => {
    const problem = this.rooms.problem();
    return problem && PROBLEM_TEXT[problem];
  });
  /** Where links can be had: whoever has a token has none. */
  protected readonly invite = computed(() => {
    const key = this.rooms.key();
    return key && 'invite' in key ? key : null;
  });
  protected readonly members = computed(() => this.rooms.presence()?.members ?? []);
  protected readonly you = computed(() => this.rooms.presence()?.you ?? null);
  protected readonly moderates = computed(() => this.rooms.presence()?.moderator ?? false);
  protected readonly listens = computed(
    () => this.members().find(({ n }) => n === this.you())?.listener ?? false,
  );

  /** The buttons for a member. The first one stays where it is when it has been pressed, and keeps the focus. */
  protected actsOn(member: Member): readonly Act[] {
    const acts = [member.muted ? 'unmute' : 'mute', 'kick', 'ban'] as const;
    return acts.map((act) => actOn(act, member, this.doubted() === member.n));
  }

  protected rename(field: HTMLInputElement): void {
    const isName = this.rooms.rename(field.value);
    field.setCustomValidity(isName ? '' : nameProblemText(field.value.trim()));
    field.reportValidity();
  }

  protected async makeRoom(): Promise<void> {
    const id = this.rooms.make();
    await this.router.navigate(['/r', id]);
    // The button that had it is gone.
    this.heading().nativeElement.focus();
    if (this.rooms.problem() !== null) return;
    this.said.set($localize`This room is new. Copy the invite and hand it on.`);
  }

  protected async copyLink(key: InviteKey, role: LinkRole): Promise<void> {
    try {
      await navigator.clipboard.writeText(await this.rooms.link(key, role));
      this.said.set(COPIED_TEXT[role]);
    } catch {
      this.said.set($localize`The browser did not let the page copy.`);
    }
  }

  /** Nobody can be let in again who was banned, so that is asked for twice. */
  protected async moderate(act: Moderate['act'], member: Member): Promise<void> {
    if (act === 'ban' && this.doubted() !== member.n) {
      this.doubted.set(member.n);
      this.said.set(
        $localize`Press once more to ban ${nameOf(member)}:name:, and whoever else has the same address, for as long as the room lasts.`,
      );
      return;
    }
    try {
      await this.rooms.moderate({ act, n: member.n });
      this.said.set('');
    } catch (error) {
      this.said.set(refusalText(error));
      return;
    }
    // The buttons of whoever is out go with them.
    if (act === 'kick' || act === 'ban') this.heading().nativeElement.focus();
  }
}

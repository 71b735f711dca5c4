import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Moderate, RoomPresence } from '@sealwave/contracts';
import { Icon } from '@sealwave/web/ui';
import { PROBLEM_TEXT } from './room-text';
import { RoomService } from './room.service';

type Member = RoomPresence['members'][number];

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
  protected readonly rooms = inject(RoomService);

  /** What was copied or went wrong last in this room, for a person. */
  protected readonly said = linkedSignal({ source: this.rooms.key, computation: () => '' });

  protected readonly problem = computed(() => {
    const problem = this.rooms.problem();
    return problem && PROBLEM_TEXT[problem];
  });
  protected readonly members = computed(() => this.rooms.presence()?.members ?? []);
  protected readonly you = computed(() => this.rooms.presence()?.you ?? null);
  protected readonly moderates = computed(() => this.rooms.presence()?.moderator ?? false);

  protected nameOf({ name }: Member): string {
    return name ?? $localize`Somebody`;
  }

  protected rename(field: HTMLInputElement): void {
    const isName = this.rooms.rename(field.value);
    field.setCustomValidity(isName ? '' : $localize`A name has 1 to 40 ordinary characters.`);
    field.reportValidity();
  }

  protected async makeRoom(): Promise<void> {
    const id = this.rooms.make();
    await this.router.navigate(['/r', id]);
    if (this.rooms.problem() !== null) return;
    this.said.set($localize`This room is new. Copy the invite and hand it on.`);
  }

  protected async copyLink(moderator: boolean): Promise<void> {
    const key = this.rooms.key();
    if (!key) return;
    try {
      await navigator.clipboard.writeText(this.rooms.link(key, moderator));
      this.said.set(
        moderator
          ? $localize`Moderator link copied. Keep it to yourself.`
          : $localize`Invite copied. Whoever has it can come in and listen.`,
      );
    } catch {
      this.said.set($localize`The browser did not let the page copy.`);
    }
  }

  protected async moderate(act: Moderate['act'], { n }: Member): Promise<void> {
    try {
      await this.rooms.moderate({ act, n });
      this.said.set('');
    } catch (error) {
      this.said.set(error instanceof Error ? error.message : String(error));
    }
  }
}

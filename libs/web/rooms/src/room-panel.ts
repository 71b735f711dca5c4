import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DOCUMENT,
  effect,
  type ElementRef,
  inject,
  linkedSignal,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Role } from '@sealwave/room';
import { type RoomLink, SealedRooms } from '@sealwave/web/sealed-room';
import { MemberList } from './people/member-list';
import { addressOfRoom } from './address/room-address';
import { RoomAnnouncer } from './people/room-announcer';
import { nameProblemText } from './people/name-text';
import { RoomSafety } from './people/room-safety';
import { COPIED_TEXT, ROOM_PROBLEM_TEXT, TROUBLE_TEXT } from './room-text';
import { RoomService } from './room.service';

/**
 * How long a notice is shown, in milliseconds. It is enough to read two sentences, or to have them read aloud.
 */
const NOTICE_MS = 12_000;

/** Shows the room and its members. Its buttons lead elsewhere and copy invites. */
@Component({
  selector: 'sw-room-panel',
  imports: [MemberList, RoomAnnouncer, RoomSafety, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './room-panel.component.html',
  styleUrl: './room-panel.css',
})
export class RoomPanel {
  private readonly router = inject(Router);
  private readonly document = inject(DOCUMENT);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly rooms = inject(RoomService);
  protected readonly sealed = inject(SealedRooms);

  /** The latest result of copying or renaming in this room, in words. */
  protected readonly notice = linkedSignal({
    source: () => this.rooms.path().join('/'),
    computation: () => '',
  });

  protected readonly problem = computed(() => {
    const problem = this.rooms.problem();
    return problem && ROOM_PROBLEM_TEXT[problem];
  });
  protected readonly trouble = computed(() => {
    const trouble = this.sealed.trouble();
    return trouble && TROUBLE_TEXT[trouble];
  });
  /** The link from which others can be made; null for that of a listener, which makes none. */
  protected readonly invite = computed(() => {
    const key = this.rooms.key();
    return key?.role === 'listener' ? null : key;
  });
  protected readonly moderates = computed(() => this.rooms.presence()?.moderator ?? false);
  protected readonly listens = computed(() => {
    const presence = this.rooms.presence();
    return presence?.members.find(({ n }) => n === presence.you)?.listener ?? false;
  });

  constructor() {
    effect((onCleanup) => {
      if (this.notice() === '') return;
      const timer = setTimeout(() => this.notice.set(''), NOTICE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Moves the focus to the heading. */
  focus(): void {
    this.heading().nativeElement.focus();
  }

  protected rename(field: HTMLInputElement): void {
    const isName = this.rooms.rename(field.value);
    field.setCustomValidity(isName ? '' : nameProblemText(field.value.trim()));
    field.reportValidity();
  }

  protected async makeRoom(): Promise<void> {
    const pressed = this.document.activeElement;
    const id = await this.rooms.make();
    if (id === null) {
      this.notice.set(ROOM_PROBLEM_TEXT['not-loaded']);
      return;
    }
    await this.router.navigate(addressOfRoom(id));
    const { activeElement, body } = this.document;
    // The button that had the focus is gone. Somebody who has begun to type meanwhile goes on.
    if (activeElement === pressed || activeElement === body) this.focus();
    // Somebody who has copied the invite meanwhile reads of that.
    if (this.rooms.problem() !== null || this.notice() !== '') return;
    this.notice.set($localize`Your room is ready. Invite people with the link.`);
  }

  protected async copyLink(key: RoomLink, role: Role): Promise<void> {
    try {
      await navigator.clipboard.writeText(await this.rooms.link(key, role));
      this.notice.set(COPIED_TEXT[role]);
    } catch {
      this.notice.set($localize`Copying was blocked by the browser.`);
    }
  }
}

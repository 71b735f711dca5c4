import { computed, effect, inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { NavigationEnd, Router } from '@angular/router';
import { InboxService } from '@sealwave/web/inbox';
import { roomName, RoomService } from '@sealwave/web/rooms';
import { filter, map } from 'rxjs';

const NAME = 'Sealwave';

/** Puts the screen, the room and the number of unheard messages into the page's title. */
@Injectable({ providedIn: 'root' })
export class PageTitle {
  private readonly rooms = inject(RoomService);
  private readonly router = inject(Router);
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  private readonly screen = computed(() => {
    if (this.url().startsWith('/lab')) return $localize`Quality lab`;
    const key = this.rooms.key();
    if (key !== null) return roomName(key.id);
    return this.rooms.isInLobby() ? $localize`Open channel` : $localize`Room`;
  });

  constructor() {
    const title = inject(Title);
    const { unheardCount } = inject(InboxService);
    effect(() => {
      const unheard = unheardCount();
      const count = unheard > 0 ? `(${unheard}) ` : '';
      title.setTitle(`${count}${this.screen()} · ${NAME}`);
    });
  }
}

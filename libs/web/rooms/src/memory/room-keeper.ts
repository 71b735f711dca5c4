import { computed, effect, inject, Injectable, untracked } from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { RoomMemory } from './room-memory';
import { RoomService } from '../room.service';

/** Has the browser remember each room that let this page in. It works from when it is first asked for. */
@Injectable({ providedIn: 'root' })
export class RoomKeeper {
  constructor() {
    const { key } = inject(RoomService);
    const { room } = inject(GatewayClient);
    const memory = inject(RoomMemory);
    // A link that somebody made up would otherwise take the place of the one that works.
    const entered = computed(() => {
      const id = key()?.id;
      return id !== undefined && room()?.id === id ? id : null;
    });
    effect(() => {
      const id = entered();
      if (id === null) return;
      untracked(() => runInBackground(() => memory.remember(id), reportDefect));
    });
  }
}

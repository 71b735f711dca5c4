import { computed, effect, inject, Injectable, untracked } from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { RoomMemory } from './room-memory';
import { RoomService } from '../room.service';

/** Stores each room that admitted this page, from the injection of this class on. */
@Injectable({ providedIn: 'root' })
export class RoomKeeper {
  constructor() {
    const { key } = inject(RoomService);
    const { room } = inject(GatewayClient);
    const memory = inject(RoomMemory);
    // Waits for admission: an invented link must not replace the working one.
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

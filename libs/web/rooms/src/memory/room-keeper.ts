import { computed, effect, inject, Injectable, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { SealedRooms } from '@sealwave/web/sealed-room';
import { addressOfRoom } from '../address/room-address';
import { RoomMemory } from './room-memory';
import { RoomService } from '../room.service';

/**
 * Stores each room that admitted this page, and follows a room whose link a moderator has changed. It works from the moment it is
 * injected.
 */
@Injectable({ providedIn: 'root' })
export class RoomKeeper {
  constructor() {
    const { key } = inject(RoomService);
    const { room } = inject(GatewayClient);
    const memory = inject(RoomMemory);
    const router = inject(Router);
    inject(SealedRooms)
      .moves.pipe(takeUntilDestroyed())
      .subscribe(({ id, fragment }) => {
        memory.keep(id, fragment);
        runInBackground(() => router.navigate(addressOfRoom(id)), reportDefect);
      });
    // Waits for admission, because an invented link must not replace the one that works.
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

import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { addressOfRoom } from './room-address';
import { RoomService } from '../room.service';

/**
 * Enters the place that the address names, and removes the secret from the address and the tab's history
 * before anybody sees it.
 */
const room: CanActivateFn = ({ paramMap, fragment }) => {
  const rooms = inject(RoomService);
  const id = paramMap.get('id');
  if (id === null) rooms.enterLobby();
  else rooms.enter(id, fragment);
  if (id === null || fragment === null) return true;
  const bare = inject(Router).createUrlTree(addressOfRoom(id));
  // The page may already be at the address without the secret.
  return new RedirectCommand(bare, { replaceUrl: true, onSameUrlNavigation: 'reload' });
};

const elsewhere: CanActivateFn = () => {
  inject(RoomService).stay();
  return true;
};

/** Guards that act on an address: `room` enters the lobby or a room, `elsewhere` stays where the page is. */
export const ROOM_GUARDS = { room, elsewhere } as const;

import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { addressOfRoom } from './room-address';
import { RoomService } from '../room.service';

/** Takes the secret out of the address, and out of the history of the tab, before anybody sees it. */
const room: CanActivateFn = ({ paramMap, fragment }) => {
  const rooms = inject(RoomService);
  const id = paramMap.get('id');
  if (id === null) rooms.enterLobby();
  else rooms.enter(id, fragment);
  if (id === null || fragment === null) return true;
  const bare = inject(Router).createUrlTree(addressOfRoom(id));
  // The page may be at the bare address already.
  return new RedirectCommand(bare, { replaceUrl: true, onSameUrlNavigation: 'reload' });
};

const elsewhere: CanActivateFn = () => {
  inject(RoomService).stay();
  return true;
};

/** Where an address takes the page: into the lobby or a room, or nowhere else than it is. */
export const ROOM_GUARDS = { room, elsewhere } as const;

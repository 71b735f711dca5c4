import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { RoomService } from './room.service';

const lobby: CanActivateFn = () => {
  inject(RoomService).enterLobby();
  return true;
};

/** Takes the secret out of the address, and out of the history of the browser, before anybody sees it. */
const room: CanActivateFn = (route) => {
  const id = route.paramMap.get('id') ?? '';
  inject(RoomService).enter(id, route.fragment);
  if (route.fragment === null) return true;
  const bare = inject(Router).createUrlTree(['/r', id]);
  return new RedirectCommand(bare, { replaceUrl: true });
};

const elsewhere: CanActivateFn = () => {
  inject(RoomService).stay();
  return true;
};

/** Where an address takes the page: into the lobby, into the room of `r/:id`, or nowhere else than it is. */
export const ROOM_GUARDS = { lobby, room, elsewhere } as const;

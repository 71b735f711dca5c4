import type { Routes } from '@angular/router';
import { ROOM_GUARDS, roomAddress } from '@sealwave/web/rooms';
import { TalkPage } from './page/talk-page';

/** The pages. All but the first are loaded when somebody goes there. */
export const routes: Routes = [
  {
    matcher: roomAddress,
    component: TalkPage,
    canActivate: [ROOM_GUARDS.room],
    // The link of a room differs from its address in the fragment alone.
    runGuardsAndResolvers: 'always',
  },
  {
    path: 'lab',
    canActivate: [ROOM_GUARDS.elsewhere],
    loadChildren: async () => (await import('@sealwave/web/lab')).LAB_ROUTES,
  },
  { path: '**', redirectTo: '' },
];

import type { Routes } from '@angular/router';
import { ROOM_GUARDS, roomAddress } from '@sealwave/web/rooms';
import { TalkPage } from './page/talk-page';

/** The pages. The first one is part of the bundle; each other page is loaded when somebody opens it. */
export const routes: Routes = [
  {
    matcher: roomAddress,
    component: TalkPage,
    canActivate: [ROOM_GUARDS.room],
    // A room's link differs from its address only in the fragment. So the guards must run for the fragment too.
    runGuardsAndResolvers: 'always',
  },
  {
    path: 'lab',
    canActivate: [ROOM_GUARDS.elsewhere],
    loadChildren: async () => (await import('@sealwave/web/lab')).LAB_ROUTES,
  },
  { path: '**', redirectTo: '' },
];

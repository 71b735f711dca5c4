import type { Routes } from '@angular/router';
import { ROOM_GUARDS } from '@sealwave/web/rooms';
import { TalkPage } from './talk-page';

/** The pages. All but the first are loaded when somebody goes there. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', component: TalkPage, canActivate: [ROOM_GUARDS.lobby] },
  { path: 'r/:id', component: TalkPage, canActivate: [ROOM_GUARDS.room] },
  {
    path: 'lab',
    canActivate: [ROOM_GUARDS.elsewhere],
    loadChildren: async () => (await import('@sealwave/web/lab')).LAB_ROUTES,
  },
  { path: '**', redirectTo: '' },
];

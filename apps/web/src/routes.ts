import type { Routes } from '@angular/router';
import { TalkPage } from './talk-page';

/** The pages. All but the first are loaded when somebody goes there. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', component: TalkPage },
  { path: 'lab', loadChildren: async () => (await import('@sealwave/web/lab')).LAB_ROUTES },
  { path: '**', redirectTo: '' },
];

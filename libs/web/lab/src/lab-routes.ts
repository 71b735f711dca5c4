import type { Routes } from '@angular/router';
import { OPEN_LAB_ENGINE } from './jobs/lab-engine';
import { LabPage } from './page/lab-page';
import { openWorkerEngine } from './jobs/worker-engine';

/** The lab as a page of the app, computing in a worker. */
export const LAB_ROUTES: Routes = [
  {
    path: '',
    component: LabPage,
    providers: [{ provide: OPEN_LAB_ENGINE, useValue: openWorkerEngine }],
  },
];

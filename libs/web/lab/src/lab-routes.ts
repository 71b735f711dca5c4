import type { Routes } from '@angular/router';
import { OPEN_LAB_ENGINE } from './jobs/lab-engine';
import { LabPage } from './page/lab-page';
import { openWorkerEngine } from './jobs/worker-engine';

/** The route of the lab page, which computes in a worker. */
export const LAB_ROUTES: Routes = [
  {
    path: '',
    component: LabPage,
    providers: [{ provide: OPEN_LAB_ENGINE, useValue: openWorkerEngine }],
  },
];

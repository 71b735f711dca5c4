import { InjectionToken } from '@angular/core';
import type { SessionPort } from '../worker/session-messages';

/** The part of a `Worker` that is used. */
export interface SessionWorker extends SessionPort {
  addEventListener(type: 'message', listener: (event: MessageEvent<never>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

/** Opens a worker that runs `serveSession`; a port, because tests have no workers. */
export const OPEN_SESSION_WORKER = new InjectionToken<() => Promise<SessionWorker>>(
  'OpenSessionWorker',
  {
    providedIn: 'root',
    // Loaded when needed, also because Jest cannot load `import.meta`.
    factory: () => async () => (await import('../worker/open-worker')).openSessionWorker(),
  },
);

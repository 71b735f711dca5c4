import type { Provider } from '@angular/core';
import { OPEN_SESSION_WORKER, type SessionWorker } from '../session/session-worker';
import { serveSession } from '../worker/serve-session';
import type { SessionPort } from '../worker/session-messages';

type Listener = (event: MessageEvent<never>) => void;

/** One end of a channel within one thread: messages arrive in order, each after what runs now. */
class PortInProcess implements SessionPort {
  private readonly listeners: Listener[] = [];
  other: PortInProcess | null = null;

  postMessage(data: unknown): void {
    queueMicrotask(() => this.other?.deliver(data));
  }

  addEventListener(type: string, listener: Listener): void {
    if (type === 'message') this.listeners.push(listener);
  }

  protected deliver(data: unknown): void {
    const event = { data } as MessageEvent<never>;
    for (const listener of this.listeners) listener(event);
  }
}

/** For specs: a worker on the thread of the test, which can be made to die. */
export class WorkerInProcess extends PortInProcess implements SessionWorker {
  private readonly mourners: (() => void)[] = [];

  constructor() {
    super();
    const inside = new PortInProcess();
    inside.other = this;
    this.other = inside;
    serveSession(inside);
  }

  override addEventListener(type: string, listener: Listener & (() => void)): void {
    if (type === 'error') this.mourners.push(listener);
    else super.addEventListener(type, listener);
  }

  terminate(): void {
    this.other = null;
  }

  /** Dies as a worker with an uncaught error does. */
  die(): void {
    this.terminate();
    for (const mourn of this.mourners) mourn();
  }
}

/** For specs: workers of the page run in the thread of the test. */
export const WORKERS_IN_PROCESS: Provider = {
  provide: OPEN_SESSION_WORKER,
  useValue: () => Promise.resolve(new WorkerInProcess()),
};

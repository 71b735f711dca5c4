import { inject, Injectable } from '@angular/core';
import { SealedRoomJobError } from '../session/sealed-room-job-error';
import type { SessionClient, SessionOwner } from '../session/session-client';
import { OPEN_SESSION_WORKER } from '../session/session-worker';
import type { JobResult, SessionJob } from '../worker/session-messages';
import type { LinkToShare, RoomLink } from './room-link';

/** Only a session tells or sends something, and this worker has none. */
const NO_SESSION: SessionOwner = {
  onEvent: () => undefined,
  dispatch: () => Promise.reject(new Error('there is no session')),
};

/**
 * Makes and checks links of sealed rooms, in a worker: the arithmetic of keys is in no page. Each method rejects with a
 * `SealedRoomJobError`, with the code `not_connected` where the worker does not run, for example because the network is gone.
 */
@Injectable({ providedIn: 'root' })
export class SealedLinks {
  private readonly openWorker = inject(OPEN_SESSION_WORKER);
  private client: Promise<SessionClient> | null = null;

  /** Makes a room with this person as its moderator. */
  make(): Promise<RoomLink> {
    return this.run({ kind: 'make' });
  }

  /** Checks that the parts of a link belong together. @throws SealedRoomJobError `room_link_invalid`, `room_link_unsupported`. */
  parse(id: string, fragment: string): Promise<RoomLink> {
    return this.run({ kind: 'parse', link: { id, fragment } });
  }

  /** Makes the address of a link to hand on. */
  share(sharing: LinkToShare): Promise<string> {
    return this.run({ kind: 'share', sharing });
  }

  private async run<Job extends SessionJob>(job: Job): Promise<JobResult<Job>> {
    this.client ??= this.opened();
    const client = await this.client;
    return client.run(job);
  }

  private async opened(): Promise<SessionClient> {
    try {
      const [{ SessionClient }, worker] = await Promise.all([
        import('../session/session-client'),
        this.openWorker(),
      ]);
      const client = new SessionClient(worker, NO_SESSION);
      worker.addEventListener('error', () => {
        client.end();
        worker.terminate();
        // The next question starts another one.
        this.client = null;
      });
      return client;
    } catch {
      // The network is gone, and the browser does not have the worker yet.
      this.client = null;
      throw SealedRoomJobError.ended();
    }
  }
}

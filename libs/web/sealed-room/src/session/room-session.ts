import type { RememberedPerson } from '@sealwave/e2ee/keys';
import type { PresentMember, ReceivedRecord, RoomEntry } from '@sealwave/e2ee/session';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import type { GatewayClient, SealedEvent } from '@sealwave/web/gateway-client';
import type { DeviceRecords } from '../device/device-records';
import type { Dispatch, JobResult, SessionEvent, SessionJob } from '../worker/session-messages';
import { entryOf, noticesBetween, othersIn } from './roster-notices';
import { SealedRoomJobError } from './sealed-room-job-error';
import { type JobOptions, SessionClient, type SessionOwner } from './session-client';
import type { SessionWorker } from './session-worker';

/** Workers that died one after the other, before anything came from one. */
const MAX_DEATHS = 3;

/** The sides that a session in a room works between. */
export interface RoomSessionPorts {
  readonly channel: Pick<GatewayClient['sealed'], 'sendRecord' | 'sendPart'>;
  readonly devices: Pick<DeviceRecords, 'of' | 'remember'>;
  readonly openWorker: () => Promise<SessionWorker>;
  onEvent(event: SessionEvent): void;
  /** `restarted`: the worker has died, and a new one runs. `failed`: no worker stays alive. `not-loaded`: its code did not come. */
  onTrouble(trouble: SessionTrouble | null): void;
}

/** What is wrong with the worker of a room. */
export type SessionTrouble = 'restarted' | 'failed' | 'not-loaded';

/** Where the session is, and as whom. */
export interface RoomSessionPlace {
  readonly id: string;
  /** What follows the `#` of the link. */
  readonly fragment: string;
}

/**
 * One visit to a sealed room, over any number of connections and workers. A worker that dies is followed by another one, which enters
 * again: what it needs for that is kept here.
 */
export class RoomSession implements SessionOwner {
  private client: SessionClient | null = null;
  private worker: SessionWorker | null = null;
  /** Set while the page is in the room. */
  private entry: RoomEntry | null = null;
  private members: readonly PresentMember[] = [];
  /** The latest announce of each member, which the server gives but once. */
  private readonly announces = new Map<number, ReceivedRecord>();
  private deaths = 0;
  private isStarting = false;
  private isOver = false;

  /** @param name how others are told to call this person; null for no name. */
  constructor(
    private readonly place: RoomSessionPlace,
    private name: string | null,
    private readonly ports: RoomSessionPorts,
  ) {
    this.start();
  }

  /** Something happened at the servers. What belongs to another room is ignored. */
  receive(event: SealedEvent): void {
    if (event.kind === 'entered') return this.enter(event);
    if (this.entry === null) return;
    switch (event.kind) {
      case 'left':
        this.entry = null;
        return this.client?.tell({ kind: 'lost' });
      case 'roster':
        return this.change(othersIn(event.room));
      case 'record':
        if (event.record.t === 'announce') this.announces.set(event.record.n, event.record);
        return this.client?.tell({ kind: 'record', record: event.record });
      case 'part':
        return this.client?.tellPart(event.n, event.part);
    }
  }

  /** Changes how others are told to call this person. */
  rename(name: string | null): void {
    this.name = name;
    this.client?.tell({ kind: 'rename', name });
  }

  /** Asks the worker for something. @throws SealedRoomJobError when it fails, or no worker runs. */
  async run<Job extends SessionJob>(job: Job, options?: JobOptions): Promise<JobResult<Job>> {
    if (this.client === null) throw SealedRoomJobError.ended();
    return this.client.run(job, options);
  }

  /** Remembers somebody in this browser. */
  remember(person: RememberedPerson): Promise<void> {
    return this.ports.devices.remember(this.place.id, person);
  }

  /** Leaves for good. */
  end(): void {
    this.isOver = true;
    this.stop();
  }

  onEvent(event: SessionEvent): void {
    if (event.kind === 'people') {
      this.deaths = 0;
    }
    this.ports.onEvent(event);
  }

  async dispatch(dispatch: Dispatch): Promise<void> {
    const { channel } = this.ports;
    if (dispatch.kind === 'part') return channel.sendPart(dispatch.part);
    if (dispatch.kind === 'prove') {
      const { point, signature, tokenKey } = dispatch;
      return channel.sendRecord({ t: 'prove', point, signature, tokenKey });
    }
    if (dispatch.kind === 'direct') {
      return channel.sendRecord({ t: 'direct', n: dispatch.n, data: dispatch.data });
    }
    return channel.sendRecord({ t: dispatch.kind, data: dispatch.data });
  }

  private enter({ room, exporter }: Extract<SealedEvent, { kind: 'entered' }>): void {
    this.announces.clear();
    this.entry = room.id === this.place.id ? entryOf(room, exporter) : null;
    this.members = this.entry?.members ?? [];
    if (this.client === null) this.start();
    else this.tellEntry();
  }

  private tellEntry(): void {
    if (this.entry === null) return;
    const { members } = this;
    this.client?.tell({ kind: 'enter', entry: { ...this.entry, members } });
    for (const record of this.announces.values()) this.client?.tell({ kind: 'record', record });
  }

  private change(members: readonly PresentMember[]): void {
    for (const notice of noticesBetween(this.members, members)) {
      if (notice.t === 'gone') this.announces.delete(notice.n);
      this.client?.tell({ kind: 'notice', notice });
    }
    this.members = members;
  }

  private start(): void {
    if (this.isStarting || this.isOver || this.deaths > MAX_DEATHS) return;
    this.isStarting = true;
    runInBackground(() => this.open().finally(() => (this.isStarting = false)), reportDefect);
  }

  private async open(): Promise<void> {
    const { devices, openWorker } = this.ports;
    const { identity, people } = await devices.of(this.place.id);
    const worker = await openWorker().catch(() => null);
    if (this.isOver) return worker?.terminate();
    // The network is gone. The next connection tries again.
    if (worker === null) return this.ports.onTrouble('not-loaded');
    this.worker = worker;
    const client = new SessionClient(worker, this);
    this.client = client;
    worker.addEventListener('error', () => this.died(worker));
    const visit = { ...this.place, identity, people, name: this.name };
    const opened = client.run({ kind: 'open', visit });
    this.tellEntry();
    runInBackground(
      () => opened,
      () => this.died(worker),
    );
  }

  private died(worker: SessionWorker): void {
    if (this.worker !== worker || this.isOver) return;
    this.deaths++;
    this.stop();
    this.ports.onTrouble(this.deaths > MAX_DEATHS ? 'failed' : 'restarted');
    // A chance for everything that is under way to end first.
    queueMicrotask(() => this.start());
  }

  private stop(): void {
    this.client?.end();
    this.worker?.terminate();
    this.client = this.worker = null;
  }
}

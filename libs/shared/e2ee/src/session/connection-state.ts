import { ErrorCode, UsageError } from '@sealwave/kernel';
import type { Party } from '../keys/sender-keys/addressed-record';
import { MemberKeys } from '../keys/sender-keys/member-keys';
import { TurnQueue } from '../encoding/turn-queue';
import type { Peer } from './people/peer';
import { RoomPeople } from './people/room-people';
import type { SessionContext } from './session-context';
import { SessionError } from './session-error';

/**
 * What belongs to one connection: the people and their numbers, our member keys, and the order of our own
 * records.
 */
export class ConnectionState {
  readonly people = new RoomPeople();
  /** Resolves when the first member key is made. */
  readonly ready: Promise<void>;
  private readonly turns = new TurnQueue();
  private keys: MemberKeys | null = null;
  private isLost = false;

  constructor(readonly context: SessionContext) {
    this.ready = this.turns.run(async () => {
      this.keys = await MemberKeys.make(context.clock.now());
    });
    context.work.start(() => this.ready);
  }

  /** Whether the connection was lost or replaced. */
  get isOver(): boolean {
    return this.isLost;
  }

  /** Our member keys. @throws UsageError before `ready`. */
  get memberKeys(): MemberKeys {
    if (this.keys === null) throw new UsageError(ErrorCode.Usage, 'the member key is not made yet');
    return this.keys;
  }

  /** How others know us now. */
  get self(): Party {
    const { identity } = this.context;
    return { identity: identity.publicPoint, memberKey: this.memberKeys.current.publicPoint };
  }

  /** Ends it. */
  lose(): void {
    this.isLost = true;
  }

  /**
   * Checks that the connection is current.
   * @throws SessionError `not_connected` when it is over.
   */
  requireConnected(): void {
    if (this.isLost) throw SessionError.notConnected();
  }

  /**
   * Runs a task with our own keys, after all earlier ones. So a member key is announced before anything that is
   * sealed with it.
   */
  run<T>(task: () => Promise<T>): Promise<T> {
    return this.turns.run(() => {
      this.requireConnected();
      return task();
    });
  }

  /** Runs a task like {@link run}, but nobody awaits it. The task is left out once the connection is over. */
  start(task: () => Promise<void>): void {
    this.context.work.start(() => this.turns.run(async () => (this.isLost ? undefined : task())));
  }

  /** Whether nobody is to hear this member now: a moderator has removed or muted them. */
  isSilenced(peer: Peer): boolean {
    const announced = this.people.announced.get(peer.n);
    const isMutedByOrder =
      announced !== undefined && this.context.orders.isMuted(announced.identity);
    return peer.isRemoved || peer.isMuted || isMutedByOrder;
  }

  /** Runs a task about a member, after everything that came from that member before. */
  inTurnOf(peer: Peer, task: () => Promise<void> | void): void {
    this.context.work.start(() => peer.turns.run(async () => task()));
  }

  /**
   * Hands something to the transport and does not wait. A failure is reported, unless the connection is over: then the numbers in it
   * mean others.
   */
  send(call: () => Promise<void>, onFailure: () => void = () => undefined): void {
    if (this.isLost) return;
    this.context.work.start(async () => {
      try {
        await call();
      } catch (error) {
        if (this.isLost) return;
        onFailure();
        throw error;
      }
    });
  }
}

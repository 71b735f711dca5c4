import { ErrorCode, UsageError } from '@sealwave/kernel';
import type { Party } from '../keys/sender-keys/addressed-record';
import { MemberKeys } from '../keys/sender-keys/member-keys';
import { TurnQueue } from '../encoding/turn-queue';
import type { Peer } from './people/peer';
import { RoomPeople } from './people/room-people';
import type { SessionContext } from './session-context';
import { SessionError } from './session-error';

/** What belongs to one connection: the people and their numbers, our member keys, and the order of what we say of ourselves. */
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

  /** Whether the connection was lost, or another one came after it. */
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

  /** @throws SessionError `not_connected` once it is over. */
  requireConnected(): void {
    if (this.isLost) throw SessionError.notConnected();
  }

  /**
   * Does something with our own keys, after all such tasks before: a member that is handed a key knows the member key that it comes
   * from, because that was announced first.
   */
  run<T>(task: () => Promise<T>): Promise<T> {
    return this.turns.run(() => {
      this.requireConnected();
      return task();
    });
  }

  /** The same for a task that nobody awaits; it is left out once the connection is over. */
  start(task: () => Promise<void>): void {
    this.context.work.start(() => this.turns.run(async () => (this.isLost ? undefined : task())));
  }

  /** Does something about a member, after all that came from it before. */
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

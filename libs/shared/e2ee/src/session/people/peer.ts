import { TurnQueue } from '../../encoding/turn-queue';
import type { MemberInbox } from '../receiving/member-inbox';
import type { Refusals } from '../receiving/refusals';

/** What belongs to a {@link Peer}. */
export interface PeerParts {
  readonly n: number;
  readonly inbox: MemberInbox;
  readonly refusals: Refusals;
}

/** Another member on this connection, with or without a valid announce. */
export class Peer {
  /** Everything from one member is handled in the order in which it came. */
  readonly turns = new TurnQueue();
  readonly n: number;
  readonly inbox: MemberInbox;
  readonly refusals: Refusals;
  private presence: 'here' | 'removed' | 'gone' = 'here';

  constructor(
    { n, inbox, refusals }: PeerParts,
    private isMutedByServer: boolean,
  ) {
    this.n = n;
    this.inbox = inbox;
    this.refusals = refusals;
  }

  /** Whether they may have our keys: neither gone nor removed by an order. */
  get isTrusted(): boolean {
    return this.presence === 'here';
  }

  /** Whether a moderator has removed them. The server may not have done it yet, or never will. */
  get isRemoved(): boolean {
    return this.presence === 'removed';
  }

  /** Whether the server says that they are muted. */
  get isMuted(): boolean {
    return this.isMutedByServer;
  }

  mute(on: boolean): void {
    this.isMutedByServer = on;
  }

  leave(): void {
    this.presence = 'gone';
  }

  /** A moderator has removed them. */
  remove(): void {
    if (this.presence === 'here') this.presence = 'removed';
  }
}

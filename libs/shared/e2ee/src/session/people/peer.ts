import { TurnQueue } from '../../encoding/turn-queue';
import type { MemberInbox } from '../receiving/member-inbox';
import type { ReceivingShare } from '../receiving/receiving-budget';
import type { Refusals } from '../receiving/refusals';

/** What belongs to a {@link Peer}. */
export interface PeerParts {
  readonly n: number;
  readonly inbox: MemberInbox;
  readonly refusals: Refusals;
  readonly share: ReceivingShare;
}

/** Another member on this connection, with or without a valid announce. */
export class Peer {
  /** Handles everything from one member in the order of arrival. */
  readonly turns = new TurnQueue();
  readonly n: number;
  readonly inbox: MemberInbox;
  readonly refusals: Refusals;
  readonly share: ReceivingShare;
  private presence: 'here' | 'removed' | 'gone' = 'here';

  constructor(
    { n, inbox, refusals, share }: PeerParts,
    private isMutedByServer: boolean,
  ) {
    this.n = n;
    this.inbox = inbox;
    this.refusals = refusals;
    this.share = share;
  }

  /** Whether this member may have our keys. A member that left or was removed by an order may not. */
  get isTrusted(): boolean {
    return this.presence === 'here';
  }

  /** Whether a moderator has removed this member. The server may not have done it yet, or may never do it. */
  get isRemoved(): boolean {
    return this.presence === 'removed';
  }

  /** Whether this member is muted, according to the server. */
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

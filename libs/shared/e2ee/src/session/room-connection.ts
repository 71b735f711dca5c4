import { type Bytes, ErrorCode, VoiceError } from '@sealwave/kernel';
import { ReceivedSenderKeys } from '../keys/sender-keys/received-sender-keys';
import { ConnectionState } from './connection-state';
import { MovedLinks } from './moderation/moved-links';
import { OwnAnnounces } from './own/own-announces';
import { OwnSenderKey } from './own/own-sender-key';
import { Peer } from './people/peer';
import { PeopleView } from './people/people-view';
import { beginReceiving } from './receiving/begin-receiving';
import { MemberInbox } from './receiving/member-inbox';
import { ReceivedRecords } from './receiving/received-records';
import type { ReceivingBudget } from './receiving/receiving-budget';
import { Refusals } from './receiving/refusals';
import type { PresentMember, ReceivedRecord, RoomEntry, RosterNotice } from './sealed-room-session';
import type { SessionContext } from './session-context';

/** Input of {@link RoomConnection}. */
export interface ConnectionOptions {
  readonly context: SessionContext;
  readonly budget: ReceivingBudget;
  readonly name: string | null;
}

/** The session's part in the room on one connection. Numbers and keys are valid for this connection only. */
export class RoomConnection {
  readonly state: ConnectionState;
  readonly senderKey: OwnSenderKey;
  readonly announces: OwnAnnounces;
  readonly records: ReceivedRecords;
  readonly view: PeopleView;
  private readonly received = new ReceivedSenderKeys();
  private readonly movedLinks: MovedLinks;
  private readonly you: number;

  constructor(
    private readonly options: ConnectionOptions,
    { you, members, exporter }: RoomEntry,
  ) {
    const { context, name } = options;
    this.you = you;
    this.state = new ConnectionState(context);
    this.senderKey = new OwnSenderKey(this.state);
    this.announces = new OwnAnnounces(this.state, name);
    this.view = new PeopleView(this.state, this.senderKey);
    this.movedLinks = new MovedLinks(this.state);
    const { senderKey, received, movedLinks } = this;
    this.records = new ReceivedRecords(this.state, { senderKey, received, movedLinks });
    for (const member of members) if (member.n !== you) this.admit(member, true);
    this.state.start(() => this.announces.announce());
    if (exporter !== null) this.state.start(() => this.proveModerator(exporter));
    this.senderKey.plan();
    this.view.publish();
  }

  /** Handles a change of the roster. */
  notice(notice: RosterNotice): void {
    const { n } = notice;
    // The server tells everybody of a new moderator, the moderator too. We are not among the others.
    if (n === this.you) return;
    const peer = this.state.people.get(n);
    // The member is there already and has another name. Names are not taken from the server.
    if (notice.t === 'here' && peer === undefined) this.admit(notice, false);
    if (notice.t === 'gone' && peer !== undefined) this.dismiss(peer);
    if (notice.t === 'muted' && peer !== undefined) this.mute(peer, notice.on);
    this.view.publish();
  }

  /** Takes in a record. */
  record(record: ReceivedRecord): void {
    const { n, data } = record;
    const peer = this.state.people.get(n);
    if (peer === undefined) return this.refuseStranger(n);
    this.handle(peer, data, () => this.records.receive(peer, record));
  }

  /** Takes in a part. */
  part(n: number, part: Bytes): void {
    const peer = this.state.people.get(n);
    if (peer === undefined) return this.refuseStranger(n);
    this.handle(peer, part, () => this.receivePart(peer, part));
  }

  /** Does what is due. */
  tick(): void {
    const nowMs = this.state.context.clock.now();
    this.state.start(() => this.announces.renew(nowMs));
    this.senderKey.plan();
    this.senderKey.retry();
    for (const peer of this.state.people.all()) {
      this.state.inTurnOf(peer, () => peer.inbox.cut((each) => each.isSilent(nowMs)));
    }
    this.view.publish();
  }

  /** Ends it: what came before is still handled, what is not over then is cut, and keys are erased. */
  lose(): void {
    this.state.lose();
    this.senderKey.destroy();
    for (const peer of this.state.people.all()) this.dismiss(peer);
  }

  private admit({ n, muted = false }: PresentMember, wasHereBefore: boolean): void {
    const { budget, context } = this.options;
    const { observer, known, keys, clock } = context;
    const { people } = this.state;
    const share = budget.share();
    const refusals = new Refusals(n, (refusal) => observer.refused(refusal));
    const receiving = { keys, members: people.announced, senderKeys: this.received, member: n };
    const inbox = new MemberInbox({
      ...{ observer, share, refusals, wasHereBefore },
      begin: (header) => beginReceiving({ ...receiving, known, wallMs: clock.wallMs() }, header),
      isOfAnother: (id) => people.all().some((each) => each.inbox.runs(id)),
    });
    try {
      people.arrive(new Peer({ n, inbox, refusals, share }, muted));
    } catch (error) {
      refuseAs(refusals, error, clock.now());
    }
  }

  /** Removes a member that has left. It gets no more keys from now on. What it sent before is still handled. */
  private dismiss(peer: Peer): void {
    const { people } = this.state;
    people.depart(peer);
    this.senderKey.plan();
    this.state.inTurnOf(peer, () => {
      peer.inbox.cut();
      people.announced.leave(peer.n);
      this.received.forget(peer.n);
      this.movedLinks.forget(peer.n);
    });
  }

  private mute(peer: Peer, on: boolean): void {
    peer.mute(on);
    if (on) this.state.inTurnOf(peer, () => peer.inbox.cut());
  }

  private async receivePart(peer: Peer, part: Bytes): Promise<void> {
    if (this.state.isSilenced(peer)) return peer.inbox.drop(part);
    await peer.inbox.receive(part, this.state.context.clock.now());
  }

  private async proveModerator(exporter: Bytes): Promise<void> {
    const { moderator, transport } = this.state.context;
    if (moderator === null) return;
    const signature = await moderator.prove(exporter);
    const tokenKey = await moderator.tokenKey();
    this.state.send(() => transport.prove(moderator.point, signature, tokenKey));
  }

  /** Handles something from a member, after everything that came from it before. */
  private handle(peer: Peer, bytes: Bytes, task: () => Promise<void>): void {
    const { clock } = this.options.context;
    const { share } = peer;
    if (!share.admits(bytes.length)) {
      peer.refusals.refuse(ErrorCode.Busy, null, clock.now());
      return;
    }
    this.state.inTurnOf(peer, async () => {
      try {
        await this.state.ready;
        await task();
      } catch (error) {
        refuseAs(peer.refusals, error, clock.now());
      } finally {
        share.handled(bytes.length);
        if (!this.state.isOver) this.view.publish();
      }
    });
  }

  private refuseStranger(from: number): void {
    const code = ErrorCode.TransmissionRefused;
    this.state.context.observer.refused({ from, code, transmissionId: null });
  }
}

/** Reports an error that a member or a server caused. Anything else is a bug of ours. */
function refuseAs(refusals: Refusals, error: unknown, nowMs: number): void {
  if (!(error instanceof VoiceError && error.peerFault)) throw error;
  refusals.refuse(error.code, null, nowMs);
}

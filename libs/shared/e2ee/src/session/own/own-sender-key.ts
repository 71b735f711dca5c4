import type { Bytes } from '@sealwave/kernel';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import { SenderKey } from '../../keys/sender-keys/sender-key';
import {
  drawnKey,
  handedKey,
  planSenderKey,
  type SenderKeyUse,
  usedKey,
} from '../../keys/sender-keys/sender-key-plan';
import { SendingTransmission } from '../../transmissions/sending-transmission';
import type { TransmissionTerms } from '../../transmissions/transmission-header';
import type { ConnectionState } from '../connection-state';
import { type DirectRecord, encodeDirectRecord } from '../direct-record';
import { OutgoingTransmission } from '../sending/outgoing-transmission';

/** Keys that are sealed at the same time. A member that leaves meanwhile is noticed after them. */
const BATCH = 8;
/** Earlier keys whose acknowledgements may still be on their way. */
const MAX_EARLIER_KEYS = 3;
/** Most transmissions that receivers accept from one member at a time. */
const MAX_RUNNING = 4;

interface HeldKey {
  readonly key: SenderKey;
  use: SenderKeyUse;
}

/**
 * The sender key of this client on one connection. Draws the key, hands it out before it is needed, and knows
 * who has it.
 */
export class OwnSenderKey {
  private held: HeldKey | null = null;
  private earlier: SenderKey[] = [];
  private isPlanned = false;
  /** Members to whom the transport did not deliver. They count as holders, because they may have the key. */
  private readonly undelivered = new Set<number>();
  private readonly running = new Set<OutgoingTransmission>();

  constructor(private readonly state: ConnectionState) {}

  /** Starts what the roster, the time and the use of the key require. A listener needs no key. */
  plan(): void {
    if (this.isPlanned || this.isListener) return;
    this.isPlanned = true;
    this.state.start(async () => {
      this.isPlanned = false;
      await this.carryOut();
    });
  }

  /** Hands the key again to members to whom the transport did not deliver it. */
  retry(): void {
    if (this.undelivered.size === 0) return;
    this.state.start(async () => {
      // A copy: a member to whom it fails again is added again, and waits for the next call.
      for (const n of [...this.undelivered]) await this.handTo(n);
    });
  }

  /**
   * Begins a transmission and sends its header. Everybody in the room was handed its key before.
   * @throws SealedRoomError `not_allowed` for a listener, `rate_limited` above 4 at a time.
   * @throws SessionError `not_connected`
   */
  async begin(terms: TransmissionTerms): Promise<OutgoingTransmission> {
    // Headers leave in the order of their steps. Receivers refuse an earlier step after a later one.
    const { outgoing, header } = await this.state.run(async () => {
      const begun = await this.beginNext(terms);
      return { outgoing: begun, header: begun.sendHeader() };
    });
    await header;
    return outgoing;
  }

  /** Checks the acknowledgement of a member. @returns whether the member has a key of ours. */
  acknowledge(n: number, acknowledgement: Bytes): boolean {
    const keys = this.held === null ? this.earlier : [this.held.key, ...this.earlier];
    return keys.some((key) => key.acknowledge(n, acknowledgement));
  }

  /** Whether this member has acknowledged the current key. */
  isHeardBy(n: number): boolean {
    return this.held?.key.isHeardBy(n) ?? false;
  }

  /** Erases the key. */
  destroy(): void {
    this.held?.key.destroy();
  }

  private get isListener(): boolean {
    return this.state.context.keys.speakKey === null;
  }

  private async beginNext(terms: TransmissionTerms): Promise<OutgoingTransmission> {
    if (this.isListener) throw SealedRoomError.listener();
    if (this.running.size >= MAX_RUNNING) throw SealedRoomError.tooFast('transmissions');
    const held = await this.carryOut();
    const { keys, identity } = this.state.context;
    const { key } = held;
    const sending = await SendingTransmission.begin({ keys, identity, senderKey: key, terms });
    const holders = new Set(held.use.holders.keys());
    held.use = usedKey(held.use);
    const outgoing = new OutgoingTransmission(this.state, { sending, key, holders }, () => {
      this.running.delete(outgoing);
      this.plan();
    });
    this.running.add(outgoing);
    return outgoing;
  }

  /** Draws and hands out keys until nothing is left to do. @returns the current key. */
  private async carryOut(): Promise<HeldKey> {
    for (;;) {
      const { people, context, isOver } = this.state;
      const plan = planSenderKey({
        ...{ use: this.held?.use ?? null, nowMs: context.clock.now() },
        ...{ members: people.trusted(), isTransmitting: this.running.size > 0 },
      });
      if (plan.restart) for (const each of this.running) each.renew();
      const held = plan.draw || this.held === null ? this.draw() : this.held;
      if (plan.handTo.length === 0 || isOver) return held;
      await Promise.all(plan.handTo.slice(0, BATCH).map((n) => this.handTo(n)));
    }
  }

  private draw(): HeldKey {
    if (this.held !== null) {
      // Running transmissions have chains of their own.
      this.held.key.destroy();
      this.earlier = [this.held.key, ...this.earlier].slice(0, MAX_EARLIER_KEYS);
    }
    this.undelivered.clear();
    this.held = { key: SenderKey.draw(), use: drawnKey(this.state.context.clock.now()) };
    return this.held;
  }

  private async handTo(n: number): Promise<void> {
    const { held, state } = this;
    const { people, context, memberKeys, self } = state;
    this.undelivered.delete(n);
    const member = people.announced.get(n);
    if (held === null || member === undefined || !people.get(n)?.isTrusted) return;
    const parties = { keys: context.keys, own: memberKeys.current, sender: self, receiver: member };
    const running = [...this.running].filter((each) => each.isUnder(held.key));
    const rest = await Promise.all(running.map((each) => each.rest()));
    const body = await held.key.handTo(n, parties, rest);
    held.use = handedKey(held.use, n, member.identity);
    this.deliver(n, { kind: 'senderKey', body });
    // The server has relayed their headers before this member came.
    for (const { liveHeader } of running) {
      if (liveHeader !== null) this.deliver(n, { kind: 'header', body: liveHeader });
    }
  }

  private deliver(n: number, record: DirectRecord): void {
    const data = encodeDirectRecord(record);
    this.state.send(
      () => this.state.context.transport.direct(n, data),
      () => this.undelivered.add(n),
    );
  }
}

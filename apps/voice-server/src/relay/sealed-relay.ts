import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { concat, ErrorCode } from '@sealwave/kernel';
import { endOfTurn } from '@sealwave/node/connection';
import { transmissionIdText, type TransmissionPart } from '@sealwave/room/record';
import type { Occupant } from '../rooms/occupant';
import type { Room } from '../rooms/room';
import { RoomTurns, unitsOf } from '../rooms/room-turns';
import type { ModeratorProof, SealedRoom } from '../rooms/sealed-room';
import type { SealedEvent } from '../session/session-event';
import type { VoiceSession } from '../session/voice-session';

/** Copies that are sealed before other work gets a turn. */
const COPIES_AT_A_TIME = 16;

/** Name of the transport's event for anything that a member of a sealed room sends. */
export const SEALED_EVENT = 'sealed';

/** A member of a sealed room sent something. */
export interface SealedMessage {
  readonly session: VoiceSession;
  readonly room: Room;
  readonly event: SealedEvent;
}

/** Relays what members of a sealed room send each other, without opening it (docs/protocol.md, section 9.11). */
@Controller()
export class SealedRelay {
  constructor(private readonly turns: RoomTurns) {}

  /**
   * Relays a record or a part to its receivers. Each copy waits in its receiver's own queue, so a slow receiver
   * delays nobody. The room pays for the work with its turns. The sender is charged for the copies.
   */
  @EventPattern(SEALED_EVENT)
  async relay(@Payload() { session, room, event }: SealedMessage): Promise<void> {
    if (!room.sealed) return;
    const known = room.known(session);
    if (known) await known;
    if (!room.has(session)) return;
    const delivery = new Delivery(room, room.sealed, session, this.turns);
    if (event.kind === 'part') return delivery.relayPart(event.part, event.bytes);
    const { record } = event;
    switch (record.t) {
      case 'announce':
        return delivery.relayAnnounce(record.data);
      case 'direct':
        return delivery.relayDirect(record.n, record.data);
      case 'order':
        return delivery.relayOrder(record.data);
      case 'prove':
        return delivery.admitModerator(record);
    }
  }
}

/** Delivers one record or part of `sender`. */
class Delivery {
  private readonly n: number;

  constructor(
    private readonly room: Room,
    private readonly sealed: SealedRoom,
    private readonly sender: VoiceSession,
    private readonly turns: RoomTurns,
  ) {
    this.n = room.numberOf(sender);
  }

  async relayAnnounce(data: Uint8Array<ArrayBuffer>): Promise<void> {
    const { n } = this;
    this.sealed.keepAnnounce(n, data);
    // Members who enter from now on get it as they enter.
    await this.toOthers(data.length, (other) => other.sendControl({ t: 'announce', n, data }));
  }

  relayDirect(to: number, data: Uint8Array<ArrayBuffer>): void {
    const receiver = this.room.memberNumbered(to);
    // The receiver may just have left.
    if (!receiver || receiver === this.sender) return;
    receiver.sendControl({ t: 'direct', n: this.n, data });
    this.sender.charge(1, data.length);
  }

  async relayOrder(data: Uint8Array<ArrayBuffer>): Promise<void> {
    const { n } = this;
    if (!this.room.isModerator(this.sender)) return this.refuse();
    await this.toOthers(data.length, (other) => other.sendControl({ t: 'order', n, data }));
  }

  async relayPart(part: TransmissionPart, bytes: Uint8Array): Promise<void> {
    const id = transmissionIdText(part);
    if (!this.room.isAudible(this.sender)) {
      if (this.sealed.refuseTransmission(this.n, id)) this.refuse();
      return;
    }
    const numbered = concat(u32(this.n), bytes);
    const recipients = await this.toOthers(bytes.length, (other) => other.sendPart(numbered));
    if (part.kind !== 'trailer') return;
    // As with messages: if this process were killed in between, a lost transmission would count as sent.
    await endOfTurn();
    this.sender.sendControl({ t: 'sent', id, recipients });
  }

  async admitModerator(proof: ModeratorProof): Promise<void> {
    const { exporter } = this.sender;
    if (!exporter || !(await this.sealed.isModerator(proof, exporter))) return this.refuse();
    if (!this.room.has(this.sender)) return;
    this.room.access.acceptTokens(proof.tokenKey);
    this.room.promote(this.sender);
  }

  /**
   * Sends a copy to each other member in the room, and charges the sender.
   * @returns the number of recipients.
   */
  private async toOthers(bytes: number, send: (other: Occupant) => void): Promise<number> {
    const others = this.room.othersOf(this.sender);
    const units = unitsOf(bytes);
    let recipients = 0;
    for (const [i, other] of others.entries()) {
      if (i % COPIES_AT_A_TIME === 0) {
        const count = Math.min(COPIES_AT_A_TIME, others.length - i);
        const turn = this.turns.take(this.room, units * count);
        if (turn) await turn;
      }
      if (!this.room.has(other)) continue;
      send(other);
      recipients++;
    }
    this.sender.charge(recipients, recipients * bytes);
    return recipients;
  }

  private refuse(): void {
    this.sender.sendControl({ t: 'error', code: ErrorCode.NotAllowed });
  }
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

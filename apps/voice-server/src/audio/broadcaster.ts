import { Injectable, Logger } from '@nestjs/common';
import { concat, VoiceError } from '@sealwave/kernel';
import { isMessage, messageIdOf } from '@sealwave/message';
import { LONG_MESSAGE_BYTES } from '@sealwave/node/hop';
import { endOfTurn } from '@sealwave/node/connection';
import { Memory } from '../limits/memory';
import type { Occupant } from '../rooms/occupant';
import type { Room } from '../rooms/room';
import { UNNAMED } from '../rooms/room-member';
import { RoomTurns, unitsOf } from '../rooms/room-turns';
import { Rooms } from '../rooms/rooms';
import type { VoiceSession } from '../session/voice-session';
import { toBaseAudio } from './to-base-audio';

/** Copies of a short message that are sealed in one go. */
const SHORT_AT_A_TIME = 16;

/** Of all copies of a message, from which on each of them waits until there is memory for it. */
const HEAVY_BYTES = 1024 * 1024;

/** Where something was said, and by which member. */
interface Origin {
  readonly room: Room;
  readonly n: number;
  readonly sender: VoiceSession;
}

/** Everybody in a room hears everybody else in it. */
@Injectable()
export class Broadcaster {
  private readonly logger = new Logger(Broadcaster.name);

  constructor(
    private readonly rooms: Rooms,
    private readonly turns: RoomTurns,
    private readonly memory: Memory,
  ) {}

  /** A session has begun. One of the base protocol has no choice but the lobby. */
  join(session: VoiceSession): void {
    if (!session.room) this.enterLobby(session);
  }

  leave(session: VoiceSession): void {
    const { room } = session;
    if (!room) return;
    session.room = null;
    room.leave(session);
  }

  /**
   * Sends `audio` to all in the room but the sender, sealed separately with each one's keys. Native messages go
   * unchanged to those who understand them, and translated once to all others. A member that reads
   * slowly holds nobody up: its copy waits in its own queue. The work is done in the turns of the room, and the
   * sender is charged for it.
   */
  async relay(sender: VoiceSession, audio: Uint8Array): Promise<void> {
    const { room } = sender;
    if (!room) return;
    const known = room.known(sender);
    if (known) await known;
    const others = room.hears(sender) ? room.othersOf(sender) : [];
    const isNative = isMessage(audio);
    const fits = (member: Occupant) => !isNative || member.takesMessages;
    const origin = { room, n: room.numberOf(sender), sender };
    let recipients = await this.deliver(origin, others.filter(fits), audio);
    const base = others.filter((member) => !fits(member));
    const translated = base.length > 0 ? await this.translate(sender, audio) : null;
    if (translated) recipients += await this.deliver(origin, base, translated);
    const id = isNative ? messageIdOf(audio) : null;
    if (!id) return;
    // Its sender must not read of it first: if this process were killed then, it would be lost and called sent.
    await endOfTurn();
    sender.tell({ t: 'sent', id, recipients });
  }

  /** @returns to how many it went. */
  private async deliver(
    { room, n, sender }: Origin,
    members: readonly Occupant[],
    audio: Uint8Array,
  ): Promise<number> {
    const isLong = audio.length >= LONG_MESSAGE_BYTES;
    // One copy with the number of its sender serves all who have asked for that.
    const isAsked = members.some((member) => member.takesSenders);
    const numbered = isAsked ? concat(u32(n), audio) : audio;
    const isHeavy = audio.length * members.length >= HEAVY_BYTES;
    const units = unitsOf(audio.length);
    let recipients = 0;
    for (const [i, member] of members.entries()) {
      if (isLong || i % SHORT_AT_A_TIME === 0) {
        const count = isLong ? 1 : Math.min(SHORT_AT_A_TIME, members.length - i);
        const turn = this.turns.take(room, units * count);
        if (turn) await turn;
      }
      if (isHeavy) {
        const waiting = this.memory.sending.reserve(audio.length, null, member.ended);
        if (waiting && !(await waiting)) continue;
      }
      try {
        if (!room.has(member)) continue;
        const sent = member.send(member.takesSenders ? numbered : audio);
        // One long copy after the other: all of them at once would cost memory.
        if (isLong) await sent;
      } finally {
        // It is counted where it waits to be written from now on.
        if (isHeavy) this.memory.sending.unreserve(audio.length);
      }
      recipients++;
    }
    sender.charge(recipients, recipients * audio.length);
    return recipients;
  }

  private enterLobby(session: VoiceSession): void {
    session.room = this.rooms.lobby;
    this.rooms.lobby.enter(session, UNNAMED);
  }

  private async translate(sender: VoiceSession, audio: Uint8Array): Promise<Uint8Array | null> {
    try {
      return await toBaseAudio(audio);
    } catch (error) {
      if (!(error instanceof VoiceError)) throw error;
      const { code, detail } = error;
      this.logger.warn({ event: 'message-untranslated', code, sessionId: sender.id, ...detail });
      return null;
    }
  }
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

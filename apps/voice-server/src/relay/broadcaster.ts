import { setImmediate as nextTurn } from 'node:timers/promises';
import { Controller, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { concat, VoiceError } from '@sealwave/kernel';
import { isMessage, isRiff, messageIdOf, parseMessage, playableWav } from '@sealwave/message';
import { LONG_MESSAGE_BYTES } from '@sealwave/node/hop';
import { endOfTurn } from '@sealwave/node/connection';
import { Memory } from '../limits/memory';
import type { Occupant } from '../rooms/occupant';
import type { Room } from '../rooms/room';
import { RoomTurns, unitsOf } from '../rooms/room-turns';
import type { VoiceSession } from '../session/voice-session';

/** Copies of a short message that are sealed before other work gets a turn. */
const SHORT_AT_A_TIME = 16;

/** Total size of all copies, in bytes. From this size on, each copy first waits for memory. */
const HEAVY_BYTES = 1024 * 1024;

/** Name of the transport's event for each message of a client. */
export const AUDIO_EVENT = 'audio';

/** A client's message to a room. Its checks succeeded. */
export interface AudioMessage {
  readonly session: VoiceSession;
  readonly room: Room;
  readonly audio: Uint8Array;
}

/** The room and the member that a message came from. */
interface Origin {
  readonly room: Room;
  readonly n: number;
  readonly sender: VoiceSession;
}

/** Relays messages between the members of each room. */
@Controller()
export class Broadcaster {
  private readonly logger = new Logger(Broadcaster.name);

  constructor(
    private readonly turns: RoomTurns,
    private readonly memory: Memory,
  ) {}

  /**
   * Sends `audio` to every other member of the sender's room, sealed with each receiver's keys. A receiver that
   * supports native messages gets them unchanged. All others get one translation. A slow receiver delays
   * nobody, because its copy waits in its own queue. The room pays for the work with its turns, and the sender
   * is charged.
   */
  @EventPattern(AUDIO_EVENT)
  async relay(@Payload() { session: sender, room, audio }: AudioMessage): Promise<void> {
    if (!room.has(sender)) return;
    const known = room.known(sender);
    if (known) await known;
    const others = room.isAudible(sender) ? room.othersOf(sender) : [];
    const isNative = isMessage(audio);
    const fits = (member: Occupant) => !isNative || member.supportsNativeMessages;
    const origin = { room, n: room.numberOf(sender), sender };
    let recipients = await this.deliver(origin, others.filter(fits), audio);
    const base = others.filter((member) => !fits(member));
    const translated = base.length > 0 ? await this.translate(sender, audio) : null;
    if (translated) recipients += await this.deliver(origin, base, translated);
    const id = isNative ? messageIdOf(audio) : null;
    if (!id) return;
    // The sender must not learn of it earlier. If this process were killed in between, a lost message would
    // count as sent.
    await endOfTurn();
    sender.sendControl({ t: 'sent', id, recipients });
  }

  /** @returns the number of recipients. */
  private async deliver(
    { room, n, sender }: Origin,
    members: readonly Occupant[],
    audio: Uint8Array,
  ): Promise<number> {
    const isLong = audio.length >= LONG_MESSAGE_BYTES;
    // One copy with the sender's number serves all members that asked for it.
    const isAsked = members.some((member) => member.supportsSenderNumbers);
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
        const sent = member.send(member.supportsSenderNumbers ? numbered : audio);
        // Sends long copies one after the other. All at once would take too much memory.
        if (isLong) await sent;
      } finally {
        // From now on, it is counted where it waits to be written.
        if (isHeavy) this.memory.sending.unreserve(audio.length);
      }
      recipients++;
    }
    sender.charge(recipients, recipients * audio.length);
    return recipients;
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

/**
 * Translates a native message for a member of the base protocol (docs/protocol.md, section 5.2). Voice becomes
 * a RIFF/WAVE file of 8-bit PCM. Sealed bytes stay as they are if they are a RIFF file. Other work runs after
 * each second of voice.
 * @returns null for other sealed bytes.
 * @throws MessageError when the message is malformed.
 * @throws CodedAudioError when a frame is malformed.
 */
export async function toBaseAudio(audio: Uint8Array): Promise<Uint8Array | null> {
  const message = parseMessage(audio);
  if (message.kind === 'sealed') return isRiff(message.bytes) ? message.bytes : null;
  const work = playableWav(message, 'u8');
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

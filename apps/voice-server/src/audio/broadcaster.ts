import { Injectable } from '@nestjs/common';
import { LONG_MESSAGE_BYTES, type VoiceSession } from '../session/voice-session';

/** The lobby: everybody hears everybody else. */
@Injectable()
export class Broadcaster {
  private readonly members = new Set<VoiceSession>();

  /** Number of sessions in the lobby. */
  get size(): number {
    return this.members.size;
  }

  join(session: VoiceSession): void {
    this.members.add(session);
  }

  leave(session: VoiceSession): void {
    this.members.delete(session);
  }

  /**
   * Sends `audio` to all members but the sender, sealed anew with each one's keys. A member that
   * reads slowly holds nobody up: its copy waits in its own queue.
   */
  async relay(sender: VoiceSession, audio: Uint8Array): Promise<void> {
    const isLong = audio.length >= LONG_MESSAGE_BYTES;
    for (const member of this.members) {
      if (member === sender) continue;
      // A promise for each copy of a short message would cost more than its copy.
      if (isLong) await member.sendInTurns(audio);
      else member.send(audio);
    }
  }
}

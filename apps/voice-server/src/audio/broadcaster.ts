import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { VoiceSession } from '../session/voice-session';

/** Sealing a message of this size takes long enough to let others have a turn in between. */
const LARGE_MESSAGE_BYTES = 64 * 1024;

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
    for (const member of [...this.members]) {
      if (member === sender || !this.members.has(member)) continue;
      member.send(audio);
      if (audio.length >= LARGE_MESSAGE_BYTES) await nextTurn();
    }
  }
}

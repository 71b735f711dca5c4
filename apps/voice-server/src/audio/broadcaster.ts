import { Injectable, Logger } from '@nestjs/common';
import { VoiceError } from '@sealwave/kernel';
import { isMessage } from '@sealwave/message';
import { LONG_MESSAGE_BYTES } from '@sealwave/node/session';
import type { VoiceSession } from '../session/voice-session';
import { toBaseAudio } from './to-base-audio';

/** The lobby: everybody hears everybody else. */
@Injectable()
export class Broadcaster {
  private readonly logger = new Logger(Broadcaster.name);
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
   * Sends `audio` to all members but the sender, sealed anew with each one's keys. Native messages go
   * unchanged to those who understand them, and translated once to all others. A member that reads
   * slowly holds nobody up: its copy waits in its own queue.
   */
  async relay(sender: VoiceSession, audio: Uint8Array): Promise<void> {
    const others = [...this.members].filter((member) => member !== sender);
    if (!isMessage(audio)) return this.deliver(others, audio);
    const native = others.filter((member) => member.takesMessages);
    const base = others.filter((member) => !member.takesMessages);
    await this.deliver(native, audio);
    if (base.length === 0) return;
    const translated = await this.translate(sender, audio);
    if (translated) await this.deliver(base, translated);
  }

  private async deliver(members: readonly VoiceSession[], audio: Uint8Array): Promise<void> {
    const isLong = audio.length >= LONG_MESSAGE_BYTES;
    for (const member of members) {
      if (!this.members.has(member)) continue;
      const sent = member.send(audio);
      // One long copy after the other: all of them at once would cost memory.
      if (isLong) await sent;
    }
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

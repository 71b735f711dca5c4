import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type AudioMessage, type SessionChange, VoiceEvent } from '../transport/voice-event';
import { Broadcaster } from './broadcaster';

/** Handles the events of the transport. */
@Controller()
export class AudioController {
  constructor(private readonly broadcaster: Broadcaster) {}

  @EventPattern(VoiceEvent.Opened)
  opened(@Payload() { session }: SessionChange): void {
    this.broadcaster.join(session);
  }

  @EventPattern(VoiceEvent.Audio)
  audio(@Payload() { session, audio }: AudioMessage): Promise<void> {
    return this.broadcaster.relay(session, audio);
  }

  @EventPattern(VoiceEvent.Closed)
  closed(@Payload() { session }: SessionChange): void {
    this.broadcaster.leave(session);
  }
}

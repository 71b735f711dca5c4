import { type DynamicModule, Module } from '@nestjs/common';
import { systemClock } from '@sealwave/kernel';
import { AudioController } from './audio/audio.controller';
import { Broadcaster } from './audio/broadcaster';
import { CLOCK } from './clock';
import { loadIdentity, RESPONDER } from './identity/load-identity';
import { Admission } from './limits/admission';
import { Memory } from './limits/memory';
import { RoomTurns } from './rooms/room-turns';
import { Rooms } from './rooms/rooms';
import { SessionAcceptor } from './session/session-acceptor';
import { VoiceTcpServer } from './transport/voice-tcp.server';
import { VoiceServerConfig } from './voice-server.config';

/** Root module of the voice server. */
@Module({})
export class AppModule {
  /** @param config checked settings. */
  static with(config: VoiceServerConfig): DynamicModule {
    return {
      module: AppModule,
      controllers: [AudioController],
      providers: [
        { provide: VoiceServerConfig, useValue: config },
        { provide: CLOCK, useValue: systemClock },
        { provide: RESPONDER, useFactory: () => loadIdentity(config) },
        Admission,
        Broadcaster,
        Memory,
        Rooms,
        RoomTurns,
        SessionAcceptor,
        VoiceTcpServer,
      ],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { systemClock } from '@sealwave/kernel';
import { CLOCK } from './clock';
import { loadIdentity, RESPONDER } from './identity/load-identity';
import { Admission } from './limits/admission';
import { Memory } from './limits/memory';
import { Broadcaster } from './relay/broadcaster';
import { SealedRelay } from './relay/sealed-relay';
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
      controllers: [Broadcaster, SealedRelay],
      providers: [
        { provide: VoiceServerConfig, useValue: config },
        { provide: CLOCK, useValue: systemClock },
        { provide: RESPONDER, useFactory: () => loadIdentity(config) },
        Admission,
        Memory,
        Rooms,
        RoomTurns,
        SessionAcceptor,
        VoiceTcpServer,
      ],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { CompressionService } from '@sealwave/node/media';
import { systemClock } from '@sealwave/kernel';
import { ServerTrust } from '@sealwave/node/connection';
import { Admission } from './edge/admission/admission';
import { BrowserGateway } from './browser/browser.gateway';
import { Browsers } from './browser/browsers';
import { ConnectRateLimit, TargetPolicy } from './connection/connect-policy';
import { ConnectionGateway } from './connection/connection.gateway';
import { serverTrust } from './connection/server-trust.provider';
import { MessagesGateway } from './messages/messages.gateway';
import { SoundRates } from './messages/sound-rates';
import { RoomsGateway } from './rooms/rooms.gateway';
import { SealedGateway } from './sealed/sealed.gateway';
import { VisitorTags } from './browser/visitor-tags';
import { CLOCK } from './clock';
import { GatewayConfig } from './gateway.config';

/** Root module of the gateway. */
@Module({})
export class AppModule {
  /** @param config checked settings. */
  static with(config: GatewayConfig): DynamicModule {
    return {
      module: AppModule,
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: ServerTrust, useFactory: () => serverTrust(config) },
        { provide: CLOCK, useValue: systemClock },
        Admission,
        BrowserGateway,
        Browsers,
        CompressionService,
        ConnectionGateway,
        ConnectRateLimit,
        MessagesGateway,
        RoomsGateway,
        SealedGateway,
        SoundRates,
        TargetPolicy,
        VisitorTags,
      ],
    };
  }
}

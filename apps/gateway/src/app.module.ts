import { type DynamicModule, Module } from '@nestjs/common';
import { CompressionService } from '@sealwave/node/media';
import { systemClock } from '@sealwave/kernel';
import { ServerTrust } from '@sealwave/node/connection';
import { Admission } from './edge/admission/admission';
import { BridgeService } from './browser/bridge.service';
import { ConnectRateLimit } from './connection/connect-rate-limit';
import { serverTrust } from './connection/server-trust.provider';
import { SoundRates } from './messages/sound-rates';
import { TargetPolicy } from './connection/target.policy';
import { VisitorTags } from './browser/visitor-tags';
import { VoiceGateway } from './browser/voice.gateway';
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
        BridgeService,
        CompressionService,
        ConnectRateLimit,
        SoundRates,
        TargetPolicy,
        VisitorTags,
        VoiceGateway,
      ],
    };
  }
}

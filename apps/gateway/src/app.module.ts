import { type DynamicModule, Module } from '@nestjs/common';
import { CompressionModule, CryptoModule, IntegrityModule } from '@sealwave/node/media-pipeline';
import { systemClock } from '@sealwave/kernel';
import { ServerTrust } from '@sealwave/node/tcp';
import { Admission } from './admission/admission';
import { BridgeService } from './bridge/bridge.service';
import { ConnectRateLimit } from './bridge/connect-rate-limit';
import { serverTrust } from './bridge/server-trust.provider';
import { SoundRates } from './bridge/sound-rates';
import { TargetPolicy } from './bridge/target.policy';
import { VisitorTags } from './bridge/visitor-tags';
import { VoiceGateway } from './bridge/voice.gateway';
import { CLOCK } from './clock';
import { GatewayConfig } from './gateway.config';

/** The gateway, put together. */
@Module({})
export class AppModule {
  /** @param config settings, checked. */
  static with(config: GatewayConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [CompressionModule, CryptoModule, IntegrityModule],
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: ServerTrust, useFactory: () => serverTrust(config) },
        { provide: CLOCK, useValue: systemClock },
        Admission,
        BridgeService,
        ConnectRateLimit,
        SoundRates,
        TargetPolicy,
        VisitorTags,
        VoiceGateway,
      ],
    };
  }
}

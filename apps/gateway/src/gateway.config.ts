import { CODER_NAMES, type CoderName } from '@sealwave/audio';
import { List, OneOf, Port, Text, Whole } from '@sealwave/node/config';

const manyMs = { min: 1, max: 3_600_000 };

/** Settings of the gateway, read from the environment; docs/configuration.md lists them. */
export class GatewayConfig {
  @Text('Address to listen on. Browsers allow a microphone on `localhost` and over HTTPS only.')
  readonly GATEWAY_HOST: string = '127.0.0.1';

  @Port('Port of the web app and of Socket.IO; 0 lets the system choose.')
  readonly GATEWAY_PORT: number = 5000;

  @List(
    { pattern: /^[^\s:,]+:\d{1,5}$/, words: 'host:port' },
    'Voice servers that a browser may ask for; the first one is the default.',
  )
  readonly GATEWAY_VOICE_SERVERS: readonly string[] = ['localhost:8888'];

  @Text('Folder of the built web app; relative paths start at the folder of the built gateway.')
  readonly GATEWAY_WEB_ROOT: string = '../web/browser';

  @OneOf(CODER_NAMES, 'Coder of recordings whose sender asks for none. `nlp64` reaches 40 dB SNR.')
  readonly GATEWAY_CODER: CoderName = 'nlp64';

  @Whole(manyMs, 'Milliseconds to reach a voice server.')
  readonly GATEWAY_CONNECT_MS: number = 3_000;

  @Whole(manyMs, 'Milliseconds for each step of the handshake with a voice server.')
  readonly GATEWAY_HANDSHAKE_MS: number = 10_000;
}

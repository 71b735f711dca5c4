import { CODER_NAMES, type CoderName } from '@sealwave/audio';
import { DEFAULT_DATA_FOLDER, List, OneOf, Port, Text, Whole } from '@sealwave/node/config';
import type { HopPolicy } from '@sealwave/node/session';
import { PIN } from '@sealwave/node/tcp';

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

  @OneOf(
    ['base', 'prefer', 'require'],
    'What to ask of a voice server: nothing, a proof of who it is where it can give one, or that proof. Of one that is pinned or was met before, always that.',
  )
  readonly GATEWAY_HOP_SECURITY: HopPolicy = 'require';

  @List(
    { pattern: PIN, words: 'host:port=svc1:...', mayBeEmpty: true },
    'Fingerprints of voice servers; any other answer there is refused. `voice-server identity --show` prints them.',
  )
  readonly GATEWAY_VOICE_SERVER_PINS: readonly string[] = [];

  @Text('Folder of what has to outlast the gateway, such as the servers that it has met.')
  readonly GATEWAY_DATA_DIR: string = DEFAULT_DATA_FOLDER;

  @Text('Folder of the built web app; relative paths start at the folder of the built gateway.')
  readonly GATEWAY_WEB_ROOT: string = '../web/browser';

  @OneOf(CODER_NAMES, 'Coder of recordings whose sender asks for none. `nlp64` reaches 40 dB SNR.')
  readonly GATEWAY_CODER: CoderName = 'nlp64';

  @Whole(manyMs, 'Milliseconds to reach a voice server.')
  readonly GATEWAY_CONNECT_MS: number = 3_000;

  @Whole(manyMs, 'Milliseconds for each step of the handshake with a voice server.')
  readonly GATEWAY_HANDSHAKE_MS: number = 10_000;

  @Whole(manyMs, 'Milliseconds for a voice server to begin its proof, after its salt.')
  readonly GATEWAY_HELLO_MS: number = 2_000;
}

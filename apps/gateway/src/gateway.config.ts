import { CODER_NAMES, type CoderName } from '@sealwave/audio';
import { DEFAULT_DATA_FOLDER, List, OneOf, Port, Text, Whole } from '@sealwave/node/config';
import { AreNetworks } from '@sealwave/node/limits';
import type { HopPolicy } from '@sealwave/node/hop';
import { PIN, TARGET } from '@sealwave/node/connection';

const manyMs = { min: 1, max: 3_600_000 };
const many = { min: 1, max: 1_000_000 };
const manyBytes = { min: 1, max: 2 ** 40 };

const MEBIBYTE = 1_048_576;

/** Source of the gateway's certificate. */
export type TlsMode = 'off' | 'self-signed' | 'files';

/** Settings of the gateway, read from the environment. docs/configuration.md lists them. */
export class GatewayConfig {
  @Text('Address to listen on; one that other machines reach needs `GATEWAY_TLS`.')
  readonly GATEWAY_HOST: string = '127.0.0.1';

  @Port('Port of the web app and of Socket.IO; 0 lets the system choose.')
  readonly GATEWAY_PORT: number = 5000;

  @OneOf(
    ['off', 'self-signed', 'files'],
    'HTTPS: none, with a certificate that the gateway makes, or with one of yours.',
  )
  readonly GATEWAY_TLS: TlsMode = 'off';

  @Text(
    'Folder of what has to outlast the gateway: the certificate that it made, and the voice servers that it has met. Relative paths start at the working folder.',
  )
  readonly GATEWAY_DATA_DIR: string = DEFAULT_DATA_FOLDER;

  @Text('For `files`: certificate and chain, PEM; relative paths start at `GATEWAY_DATA_DIR`.')
  readonly GATEWAY_TLS_CERT_FILE: string = 'gateway-cert.pem';

  @Text('For `files`: private key, PEM; relative paths start at `GATEWAY_DATA_DIR`.')
  readonly GATEWAY_TLS_KEY_FILE: string = 'gateway-key.pem';

  @OneOf(
    ['false', 'true'],
    'Serve plain HTTP to other machines, because a proxy with HTTPS is in front.',
  )
  readonly GATEWAY_ALLOW_INSECURE_HTTP: 'false' | 'true' = 'false';

  @List(
    { pattern: /^(?:self|\*|https?:\/\/[^\s/?#@*]+)$/, words: 'origin' },
    'Origins whose pages may connect, such as `https://voice.example`; `self` is the gateway under its own names, `*` any, for development.',
  )
  readonly GATEWAY_ORIGINS: readonly string[] = ['self'];

  @AreNetworks()
  @List(
    { pattern: /./, words: 'address/bits' },
    'Networks of proxies whose `X-Forwarded-For` names the visitor. Who comes from there without it is exempt from the limit per address.',
  )
  readonly GATEWAY_TRUSTED_PROXIES: readonly string[] = ['127.0.0.0/8', '::1/128'];

  @Whole(
    many,
    'Sockets at the same time from one address (IPv6: one /64 network; 4 times as many from a /56, 16 times from a /48).',
  )
  readonly GATEWAY_SOCKETS_PER_ADDRESS: number = 64;

  @Whole(
    many,
    'Connections to a voice server a second for one address, after one for each socket that it may have.',
  )
  readonly GATEWAY_CONNECTS_PER_ADDRESS: number = 4;

  @Whole(
    many,
    'Seconds of sound a second that the gateway codes for one address, after a first hour of it; as much is decoded of each one who speaks.',
  )
  readonly GATEWAY_SOUND_PER_ADDRESS: number = 60;

  @Whole(many, 'Events a second that one socket may send; five times as many at once.')
  readonly GATEWAY_EVENTS_PER_SECOND: number = 100;

  @Whole(
    manyBytes,
    'Bytes a second that one socket is read at, after four times as many at once; one address at four times that rate.',
  )
  readonly GATEWAY_BYTES_PER_SECOND: number = 4 * MEBIBYTE;

  @Whole(
    many,
    'HTTP requests a second of one address, after twenty times as many at once; a page is about thirty.',
  )
  readonly GATEWAY_REQUESTS_PER_ADDRESS: number = 200;

  @Whole(
    manyBytes,
    'Bytes of messages, requests and uploads of one address that have begun and are not finished; four times as many of all.',
  )
  readonly GATEWAY_UNFINISHED_BYTES: number = 24 * MEBIBYTE;

  @Whole(manyMs, 'Milliseconds for a message, with what is attached, or a request to be finished.')
  readonly GATEWAY_UNFINISHED_MS: number = 60_000;

  @Whole(
    manyBytes,
    'Bytes of answers and notices, recordings not counted, that may wait for a browser that does not read them.',
  )
  readonly GATEWAY_OUTPUT_BYTES: number = MEBIBYTE;

  @Whole(manyMs, 'Milliseconds between two pings to a browser.')
  readonly GATEWAY_PING_MS: number = 20_000;

  @Whole(manyMs, 'Milliseconds after which a browser that does not answer a ping is cut off.')
  readonly GATEWAY_PONG_MS: number = 20_000;

  @List(
    { pattern: TARGET, words: 'host:port' },
    'Voice servers that a browser may ask for; the first one is the default. IPv6 addresses stand in brackets, here and below: `[::1]:8888`.',
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

  @Text('`development` allows `*` in `GATEWAY_ORIGINS`, and nothing else.')
  readonly NODE_ENV: string = 'production';
}

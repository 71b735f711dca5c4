import { DEFAULT_DATA_FOLDER, List, OneOf, Port, Text, Whole } from '@sealwave/node/config';
import type { PublicKeyFormat } from '@sealwave/crypto';
import { AreNetworks } from '@sealwave/node/limits';

const MEBIBYTE = 1024 * 1024;
const manyMs = { min: 1, max: 3_600_000 };
const manyBytes = { min: 1024, max: 1024 * MEBIBYTE };
const many = { min: 1, max: 1_000_000 };

/** Which clients are admitted: all, or only clients that ask for a secured hop. */
export type ServerHopPolicy = 'allow-base' | 'require';

/** Settings of the voice server, read from the environment. docs/configuration.md lists them. */
export class VoiceServerConfig {
  @Text('Address to listen on. `0.0.0.0` or `::` opens the server to the network.')
  readonly VOICE_HOST: string = '127.0.0.1';

  @Port('TCP port to listen on; 0 lets the system choose.')
  readonly VOICE_PORT: number = 8888;

  @OneOf(['pem', 'der', 'raw'], 'Encoding of our public key; those of clients are recognised.')
  readonly VOICE_BASE_KEY_FORMAT: PublicKeyFormat = 'pem';

  @OneOf(['allow-base', 'require'], 'Whether clients of the base protocol are let in.')
  readonly VOICE_HOP_POLICY: ServerHopPolicy = 'allow-base';

  @Text('Folder of what has to outlast the server; `~` is the home of its account.')
  readonly VOICE_DATA_DIR: string = DEFAULT_DATA_FOLDER;

  @Text(
    'Private key that the server proves itself with (P-256, PKCS#8, PEM), made when it is not there. Relative paths start at the data folder, here and below.',
  )
  readonly VOICE_IDENTITY_KEY_FILE: string = 'identity.key';

  @Text('The key that will take its place: where it is there, clients are told.')
  readonly VOICE_NEXT_IDENTITY_KEY_FILE: string = 'next-identity.key';

  @OneOf(['any', 'nobody'], 'Who may create rooms.')
  readonly VOICE_ROOM_CREATE: 'any' | 'nobody' = 'any';

  @Whole(many, 'How many rooms may exist at the same time, not counting the lobby.')
  readonly VOICE_MAX_ROOMS: number = 1_000;

  @Whole(many, 'Rooms that one person may make at once, and again with each hour.')
  readonly VOICE_ROOMS_PER_HOUR: number = 100;

  @Whole(
    { min: 1, max: 604_800_000 },
    'Milliseconds that an empty room is kept, unless its place is needed.',
  )
  readonly VOICE_ROOM_EMPTY_MS: number = 86_400_000;

  @AreNetworks()
  @List(
    { pattern: /./, words: 'address/bits' },
    'Networks exempt from the limits per address: the gateway.',
  )
  readonly VOICE_TRUSTED_PEERS: readonly string[] = ['127.0.0.0/8', '::1/128'];

  @Whole(many, 'Connections at the same time.')
  readonly VOICE_MAX_CONNECTIONS: number = 512;

  @Whole(
    { min: 0, max: 1_000_000 },
    'Of these, how many are kept for trusted peers; at most half of them.',
  )
  readonly VOICE_RESERVED_CONNECTIONS: number = 64;

  @Whole(
    manyMs,
    'Milliseconds for which a client of the base protocol that says nothing keeps its place when a newcomer needs one.',
  )
  readonly VOICE_IDLE_BASE_MS: number = 30_000;

  @Whole(
    many,
    'Connections at the same time from one address (IPv6: one /64 network; 4 times as many from a /56, 16 times from a /48).',
  )
  readonly VOICE_MAX_CONNECTIONS_PER_ADDRESS: number = 16;

  @Whole(many, 'Handshakes at the same time; further ones wait as long as a step of one may take.')
  readonly VOICE_MAX_HANDSHAKES: number = 64;

  @Whole(many, 'Handshakes a second from all addresses together that are not trusted.')
  readonly VOICE_HANDSHAKES_PER_SECOND: number = 20;

  @Whole(many, 'Handshakes a second from one address, after a first five.')
  readonly VOICE_HANDSHAKES_PER_ADDRESS: number = 1;

  @Whole({ min: 1, max: 64 }, 'Key derivations that run at the same time.')
  readonly VOICE_DERIVATIONS: number = 1;

  @Whole(many, 'Key derivations that may wait for their turn.')
  readonly VOICE_DERIVATIONS_WAITING: number = 64;

  @Whole(manyMs, 'Milliseconds for each step of a handshake.')
  readonly VOICE_HANDSHAKE_MS: number = 5_000;

  @Whole(manyMs, 'Milliseconds for a client to ask for a secured hop.')
  readonly VOICE_HELLO_MS: number = 500;

  @Whole(
    { min: 1, max: 20_000 },
    'Milliseconds between pings on a secured hop; after three without a word it ends.',
  )
  readonly VOICE_PING_MS: number = 15_000;

  @Whole(manyMs, 'Milliseconds within which a frame that has begun must end or grow by 160 KiB.')
  readonly VOICE_FRAME_MS: number = 10_000;

  @Whole(manyBytes, 'Largest sealed message, in bytes.')
  readonly VOICE_MAX_MESSAGE_BYTES: number = 8 * MEBIBYTE;

  @Whole(manyBytes, 'Bytes that may wait for a client that reads slowly before it is cut off.')
  readonly VOICE_MAX_QUEUED_BYTES: number = 16 * MEBIBYTE;

  @Whole(
    { min: MEBIBYTE, max: 1024 * 1024 * MEBIBYTE },
    'Bytes that long messages may take which are being received, and all that waits to be sent, half each, over all connections.',
  )
  readonly VOICE_MEMORY_BYTES: number = 80 * MEBIBYTE;

  @Whole(manyMs, 'Milliseconds without progress after which such a client is cut off.')
  readonly VOICE_STALL_MS: number = 10_000;

  @Whole(many, 'Messages a second that one client may send; twice as many at once.')
  readonly VOICE_MESSAGES_PER_SECOND: number = 120;

  @Whole(manyBytes, 'Bytes a second that one client may send, after a first 10 MiB.')
  readonly VOICE_BYTES_PER_SECOND: number = 256_000;

  @Whole(
    many,
    'Copies a second that what one client sends may be relayed in, one for each recipient; twice as many at once.',
  )
  readonly VOICE_DELIVERIES_PER_SECOND: number = 10_000;

  @Whole(manyBytes, 'Bytes a second of all these copies together, after a first 640 MiB.')
  readonly VOICE_DELIVERED_BYTES_PER_SECOND: number = 16 * MEBIBYTE;

  @Whole(
    { min: 1, max: 10_000 },
    'Milliseconds between two updates of who is in a room and who speaks; the last state wins.',
  )
  readonly VOICE_ROOM_NEWS_MS: number = 100;
}

import { type Bytes, type Clock, systemClock } from '@sealwave/kernel';
import { SealRejectedError } from '@sealwave/crypto';
import { FrameType, LENGTH_BYTES, TYPE_BYTES } from '@sealwave/wire';
import { aes256Gcm, NONCE_BYTES, SEAL_BYTES } from './aead';
import { encodeControl, isRekey } from './control-record';
import type { HopCipher } from './hop-cipher';
import type { HopSecrets } from '../handshake/hop-secrets';
import { hmacSha256, MAC_BYTES } from './integrity';
import {
  runSync,
  type CipherParts,
  runYielding,
  openSteps,
  sealSteps,
  type Steps,
} from './message-steps';
import { RecordKeys } from './record-keys';
import { SessionError } from '../handshake/session-error';

/**
 * Limits at which a sender changes its keys (docs/protocol.md, section 9.5). The first limit reached counts.
 */
export interface RenewalLimits {
  readonly records: number;
  readonly bytes: number;
  readonly ms: number;
}

const RENEWAL: RenewalLimits = { records: 2 ** 20, bytes: 2 ** 30, ms: 15 * 60_000 };

/** Options of a {@link SecuredCipher}. */
export interface SecuredCipherOptions {
  readonly side: 'client' | 'server';
  readonly secrets: HopSecrets;
  readonly parts?: CipherParts | undefined;
  readonly renewal?: RenewalLimits;
  readonly clock?: Clock;
}

/**
 * The cipher of a secured hop (docs/protocol.md, section 9.4). Each direction has its own keys. The nonce
 * numbers the records, so a dropped, repeated or moved record is detected. The body of a record:
 *
 *     | epoch: u32 | sequence: u64 | tag: 16 | AES-256-GCM(plaintext || HMAC-SHA256(nonce || plaintext)) |
 *
 * The length and type before the body, five bytes, are authenticated too. Once a record has failed to open,
 * the cipher opens no more.
 */
export class SecuredCipher implements HopCipher {
  readonly isSecured = true;
  private readonly sending: RecordKeys;
  private readonly receiving: RecordKeys;
  private readonly parts: CipherParts;
  private readonly renewal: RenewalLimits;
  private readonly clock: Clock;
  private sealedBytes = 0;
  private renewedAtMs: number;
  private failure: unknown = null;

  /** @param options its two secrets belong to this object now, which overwrites them after use. */
  constructor(options: SecuredCipherOptions) {
    const { clientToServer, serverToClient } = options.secrets;
    const isClient = options.side === 'client';
    this.sending = new RecordKeys(isClient ? clientToServer : serverToClient);
    this.receiving = new RecordKeys(isClient ? serverToClient : clientToServer);
    this.parts = options.parts ?? { integrity: hmacSha256, aead: aes256Gcm };
    this.renewal = options.renewal ?? RENEWAL;
    this.clock = options.clock ?? systemClock;
    this.renewedAtMs = this.clock.now();
  }

  seal(plaintext: Uint8Array, type: FrameType): Bytes {
    return runSync(this.sealing(plaintext, type));
  }

  sealYielding(plaintext: Uint8Array, type: FrameType): Promise<Bytes> {
    return runYielding(this.sealing(plaintext, type));
  }

  open(sealed: Uint8Array, type: FrameType): Uint8Array {
    return runSync(this.opening(sealed, type));
  }

  openYielding(sealed: Uint8Array, type: FrameType): Promise<Uint8Array> {
    return runYielding(this.opening(sealed, type));
  }

  rekeyIfDue(): Bytes | null {
    const { records, bytes, ms } = this.renewal;
    const isDue =
      this.sending.records >= records ||
      this.sealedBytes >= bytes ||
      this.clock.now() - this.renewedAtMs >= ms;
    if (!isDue) return null;
    const announcement = this.seal(encodeControl({ t: 'rekey' }), FrameType.Control);
    this.sending.renew();
    this.sealedBytes = 0;
    this.renewedAtMs = this.clock.now();
    return announcement;
  }

  private *sealing(audio: Uint8Array, type: FrameType): Steps<Bytes> {
    const { nonce, keys } = this.sending;
    this.sending.advance();
    this.sealedBytes += audio.length;
    const aad = frameHead(type, SEAL_BYTES + audio.length + MAC_BYTES);
    return yield* sealSteps(this.parts, keys, { nonce, audio, aad, macPrefix: nonce });
  }

  private *opening(sealed: Uint8Array, type: FrameType): Steps<Uint8Array> {
    if (this.failure !== null) throw this.failure;
    try {
      return yield* this.openingNext(sealed, type);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  private *openingNext(sealed: Uint8Array, type: FrameType): Steps<Uint8Array> {
    if (sealed.length < SEAL_BYTES) throw new SealRejectedError();
    const { nonce, keys } = this.receiving;
    if (!nonce.equals(sealed.subarray(0, NONCE_BYTES))) throw SessionError.outOfSequence();
    this.receiving.advance();
    const aad = frameHead(type, sealed.length);
    const opened = yield* openSteps(this.parts, keys, { sealed, aad, macPrefix: nonce });
    if (type === FrameType.Control && isRekey(opened)) this.receiving.renew();
    return opened;
  }
}

/** The bytes of a frame before its body. */
function frameHead(type: FrameType, bodyBytes: number): Bytes {
  const head = new Uint8Array(LENGTH_BYTES + TYPE_BYTES);
  new DataView(head.buffer).setUint32(0, TYPE_BYTES + bodyBytes);
  head[LENGTH_BYTES] = type;
  return head;
}

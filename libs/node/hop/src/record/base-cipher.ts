import { createSecretKey, randomBytes } from 'node:crypto';
import type { Bytes } from '@sealwave/kernel';
import { aes256Gcm, NONCE_BYTES } from './aead';
import type { HopCipher } from './hop-cipher';
import { hmacSha256 } from './integrity';
import {
  runSync,
  type CipherParts,
  runYielding,
  openSteps,
  sealSteps,
  type SessionKeys,
  type Steps,
  UNBOUND,
} from './message-steps';
import { NonceTable } from './nonce-table';
import { SessionError } from '../handshake/session-error';
import { useOnce } from '../handshake/wipe';

/**
 * Largest number of messages of a session, in each direction. Then the session ends and new keys are agreed.
 */
const MAX_MESSAGES_PER_SESSION = 2 ** 20;

const HMAC_KEY_BYTES = 16;
const PREFIX_BYTES = 8;

/**
 * The cipher of the base protocol (docs/protocol.md, section 4), with one key for both directions:
 *
 *     | nonce: 12 | tag: 16 | AES-256-GCM(audio || HMAC-SHA256(audio)) |
 *
 * Our nonces are a random prefix and a counter, so that none repeats under a key.
 */
export class BaseCipher implements HopCipher {
  readonly isSecured = false;
  private readonly keys: SessionKeys;
  private readonly nonce = randomBytes(NONCE_BYTES);
  private readonly seen = new NonceTable();
  private sealed = 0;
  private opened = 0;

  /**
   * @param aesKey 32 bytes; this constructor overwrites them. The HMAC key is the first half.
   * @param parts the primitives to use.
   */
  constructor(
    aesKey: Uint8Array,
    private readonly parts: CipherParts = { integrity: hmacSha256, aead: aes256Gcm },
  ) {
    this.keys = useOnce(aesKey, (key) => ({
      key: createSecretKey(key),
      macKey: createSecretKey(key.subarray(0, HMAC_KEY_BYTES)),
    }));
  }

  /**
   * Seals a message.
   * @throws SessionError at the message limit.
   */
  seal(audio: Uint8Array): Bytes {
    return runSync(this.sealing(audio));
  }

  /** Like {@link seal}, but lets other work run after each piece of a long message. */
  sealYielding(audio: Uint8Array): Promise<Bytes> {
    return runYielding(this.sealing(audio));
  }

  /**
   * Opens a message and remembers it. A wrong tag and a wrong code give the same error, so a peer learns
   * nothing from it.
   * @throws SealRejectedError when tag or code are wrong.
   * @throws SessionError for a replayed or reflected message, or at the message limit.
   */
  open(sealed: Uint8Array): Uint8Array {
    return runSync(this.opening(sealed));
  }

  /** Always returns null. The keys last as long as the connection. */
  rekeyIfDue(): null {
    return null;
  }

  /** Like {@link open}, but lets other work run after each piece of a long message. */
  openYielding(sealed: Uint8Array): Promise<Uint8Array> {
    return runYielding(this.opening(sealed));
  }

  private *sealing(audio: Uint8Array): Steps<Bytes> {
    this.sealed = counted(this.sealed);
    this.nonce.writeUInt32BE(this.sealed, PREFIX_BYTES);
    return yield* sealSteps(this.parts, this.keys, { nonce: this.nonce, audio, ...UNBOUND });
  }

  private *opening(sealed: Uint8Array): Steps<Uint8Array> {
    const audio = yield* openSteps(this.parts, this.keys, { sealed, ...UNBOUND });
    this.accept(sealed);
    return audio;
  }

  /**
   * Remembers an authentic message.
   * @throws SessionError when it came before, or at the message limit.
   */
  private accept(sealed: Uint8Array): void {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    if (this.isOwn(nonce) || !this.seen.add(nonce)) throw SessionError.replayed();
    this.opened = counted(this.opened);
  }

  /**
   * Whether a message is one of ours. One key serves both directions, so a message sent back to us would open.
   */
  private isOwn(nonce: Uint8Array): boolean {
    return this.nonce.compare(nonce, 0, PREFIX_BYTES, 0, PREFIX_BYTES) === 0;
  }
}

function counted(messages: number): number {
  if (messages >= MAX_MESSAGES_PER_SESSION) throw SessionError.messageLimit(messages);
  return messages + 1;
}

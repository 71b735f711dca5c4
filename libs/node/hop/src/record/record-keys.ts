import { createSecretKey } from 'node:crypto';
import { NONCE_BYTES } from './aead';
import { hkdfExpand } from '../handshake/hkdf';
import type { SessionKeys } from './message-steps';
import { SessionError } from '../handshake/session-error';
import { useOnce, wipe } from '../handshake/wipe';

/** Most records per epoch. A receiver closes the connection at the next one (docs/protocol.md, section 9.5). */
export const MAX_RECORDS_PER_EPOCH = 2 ** 24;

const MAX_EPOCHS = 2 ** 32 - 1;

/**
 * The keys of one direction of a secured hop. Also holds the position of the next record: an epoch, and a
 * sequence number in it. Each epoch has its own keys.
 */
export class RecordKeys {
  private epoch = 0;
  private sequence = 0;
  private current: SessionKeys;

  /** @param secret secret of the first epoch, 32 bytes. It is overwritten after use. */
  constructor(private secret: Uint8Array) {
    this.current = keysOf(secret);
  }

  /** The keys of the current epoch. */
  get keys(): SessionKeys {
    return this.current;
  }

  /** Number of records that the current keys have protected. */
  get records(): number {
    return this.sequence;
  }

  /** Nonce of the next record: `epoch: u32 | sequence: u64`. */
  get nonce(): Buffer {
    const nonce = Buffer.alloc(NONCE_BYTES);
    nonce.writeUInt32BE(this.epoch);
    nonce.writeUInt32BE(this.sequence, NONCE_BYTES - 4);
    return nonce;
  }

  /**
   * Moves on to the next record.
   * @throws SessionError when the keys have reached their limit.
   */
  advance(): void {
    if (this.sequence >= MAX_RECORDS_PER_EPOCH) throw SessionError.messageLimit(this.sequence);
    this.sequence++;
  }

  /**
   * Moves on to the next epoch. Its keys do not reveal those of earlier epochs.
   * @throws SessionError after the last epoch.
   */
  renew(): void {
    if (this.epoch >= MAX_EPOCHS) throw SessionError.messageLimit(this.epoch);
    const next = hkdfExpand(this.secret, 'svc-hop-v1 next');
    wipe(this.secret);
    this.secret = next;
    this.current = keysOf(next);
    this.epoch++;
    this.sequence = 0;
  }
}

function keysOf(secret: Uint8Array): SessionKeys {
  return {
    key: useOnce(hkdfExpand(secret, 'svc-hop-v1 key'), createSecretKey),
    macKey: useOnce(hkdfExpand(secret, 'svc-hop-v1 mac'), createSecretKey),
  };
}

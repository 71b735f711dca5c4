import type { Bytes } from '@sealwave/kernel';

/**
 * Sends the records and parts of a session on its current connection, the one of the latest `enter`. Calls take
 * effect in their order; a call does not wait for the promise of the one before. Each promise resolves once the
 * connection has accepted the bytes. A rejection is reported with `failed`. A promise of a lost connection must
 * settle too.
 */
export interface SealedRoomTransport {
  /** Sends the announce of this client: 456 bytes, sealed. */
  announce(data: Bytes): Promise<void>;
  /** Sends a record to one member: at most 2048 bytes. */
  direct(n: number, data: Bytes): Promise<void>;
  /** Sends a signed order to everybody: at most 512 bytes. */
  order(data: Bytes): Promise<void>;
  /** Sends the proof that this client moderates: 65, 64 and 32 bytes. */
  prove(point: Bytes, signature: Bytes, tokenKey: Bytes): Promise<void>;
  /**
   * Sends a part of a transmission: at most 16 KiB. A session awaits each part before it makes the next one of
   * the same transmission.
   */
  part(part: Bytes): Promise<void>;
}

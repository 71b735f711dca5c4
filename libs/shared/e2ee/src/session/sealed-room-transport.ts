import type { Bytes } from '@sealwave/kernel';

/**
 * Where a session sends its records and parts: the connection that it was last told of with `enter`. Calls take effect in the order in
 * which they are made; a call does not wait for the promise of the one before. Each promise resolves once the connection has accepted
 * the bytes, and rejects where it will not: the session reports that with `failed`. A promise of a connection that was lost must settle.
 */
export interface SealedRoomTransport {
  /** Sends what this client says of itself: 456 bytes, sealed. */
  announce(data: Bytes): Promise<void>;
  /** Sends a record to one member: at most 2048 bytes. */
  direct(n: number, data: Bytes): Promise<void>;
  /** Sends a signed order to everybody: at most 512 bytes. */
  order(data: Bytes): Promise<void>;
  /** Sends the proof that this client moderates: 65, 64 and 32 bytes. */
  prove(point: Bytes, signature: Bytes, tokenKey: Bytes): Promise<void>;
  /** Sends a part of a transmission: at most 16 KiB. A session awaits each one before it makes the next of the same transmission. */
  part(part: Bytes): Promise<void>;
}

import { SessionError } from '@sealwave/node/hop';

/** Bytes of a member's number before what it sent. */
export const SENDER_BYTES = 4;

/** What a member sent, and its number. */
export interface Numbered {
  /** Number of the member; 0 for one that has left already. */
  readonly sender: number;
  readonly content: Uint8Array;
}

/**
 * Splits what a server relays into the sender's number and its content (docs/protocol.md, M9.25 and M9.41).
 * @throws SessionError when it is too short for a number.
 */
export function splitSender(plaintext: Uint8Array): Numbered {
  if (plaintext.length < SENDER_BYTES) throw SessionError.malformedControl();
  const sender = new DataView(plaintext.buffer, plaintext.byteOffset).getUint32(0);
  return { sender, content: plaintext.subarray(SENDER_BYTES) };
}

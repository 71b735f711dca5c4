import { SessionError } from '@sealwave/node/hop';

/** Size of a member's number before the content that the member sent, in bytes. */
export const SENDER_BYTES = 4;

/** The content that a member sent, and the member's number. */
export interface Numbered {
  /** Number of the member; 0 for one that has left already. */
  readonly sender: number;
  readonly content: Uint8Array;
}

/**
 * Splits relayed bytes into the sender's number and the content (docs/protocol.md, M9.25 and M9.41).
 * @throws SessionError when there are too few bytes for a number.
 */
export function splitSender(plaintext: Uint8Array): Numbered {
  if (plaintext.length < SENDER_BYTES) throw SessionError.malformedControl();
  const sender = new DataView(plaintext.buffer, plaintext.byteOffset).getUint32(0);
  return { sender, content: plaintext.subarray(SENDER_BYTES) };
}

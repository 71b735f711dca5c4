import { toHex } from '@sealwave/kernel';

const ID_BYTES = 16;

/**
 * A new id for a recording (docs/protocol.md, M8.9). A caller that may have to send a recording again keeps its
 * id, so that nobody hears it twice.
 */
export function newRecordingId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}

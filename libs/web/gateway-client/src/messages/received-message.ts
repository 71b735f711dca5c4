import type { AudioReceived } from '@sealwave/contracts';
import { type Bytes, fromBase64 } from '@sealwave/kernel';
import type { Place } from '../link/visit';

/** A recording from another member. Its audio is always bytes. */
export interface ReceivedMessage extends Omit<AudioReceived, 'audio'> {
  readonly audio: Bytes;
  /** The room or the lobby where it was sent. */
  readonly place: Place;
}

/** The forms of received audio. Socket.IO gives a browser an `ArrayBuffer` for bytes. */
export type CarriedAudio = AudioReceived['audio'] | ArrayBuffer;

/**
 * Converts each form of received audio to bytes.
 * @throws Base64Error for a text that is not Base64.
 */
export function bytesOf(audio: CarriedAudio): Bytes {
  if (typeof audio === 'string') return fromBase64(audio);
  return audio instanceof ArrayBuffer ? new Uint8Array(audio) : new Uint8Array(audio);
}

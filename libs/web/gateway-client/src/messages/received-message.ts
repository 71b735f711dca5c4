import type { AudioReceived } from '@sealwave/contracts';
import { type Bytes, fromBase64 } from '@sealwave/kernel';
import type { Place } from '../link/visit';

/** A recording from somebody else, with its audio as bytes however it travelled. */
export interface ReceivedMessage extends Omit<AudioReceived, 'audio'> {
  readonly audio: Bytes;
  /** Where it was sent: the room, or the lobby, that this page was in when it came. */
  readonly place: Place;
}

/** Socket.IO hands a browser an `ArrayBuffer` for the bytes that the gateway sent. */
export type CarriedAudio = AudioReceived['audio'] | ArrayBuffer;

/**
 * Brings the three forms in which audio can arrive into one.
 * @throws Base64Error when it came as text that is not Base64.
 */
export function bytesOf(audio: CarriedAudio): Bytes {
  if (typeof audio === 'string') return fromBase64(audio);
  return audio instanceof ArrayBuffer ? new Uint8Array(audio) : new Uint8Array(audio);
}

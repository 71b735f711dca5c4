import { VoiceError } from '@sealwave/kernel';

/** A connection that is over one of the limits on connections or handshakes. */
export class AdmissionError extends VoiceError {
  override readonly peerFault = true;
}

import { VoiceError } from '@sealwave/kernel';

/** A connection that exceeds a limit on connections or handshakes. */
export class AdmissionError extends VoiceError {
  override readonly peerFault = true;
}

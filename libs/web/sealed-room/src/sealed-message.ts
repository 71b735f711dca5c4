import type { Acquaintance } from '@sealwave/e2ee/keys';
import type { ReceivedMessage } from '@sealwave/web/gateway-client';
import type { ReceivedRecording } from './worker/session-messages';

/** What was found when a recording from a sealed room was opened. */
export interface TransmissionProof {
  /** Whether every frame came as the sender signed it. */
  readonly complete: boolean;
  /** Milliseconds that are missing; null where nobody knows. */
  readonly missingMs: number | null;
  /** How well this browser knows the person who signed it. */
  readonly acquaintance: Acquaintance | null;
  /** Whether the sender's clock is more than 2 minutes off. */
  readonly clockDiffers: boolean;
}

/** A recording from a member of a sealed room, opened in this page. */
export interface SealedMessage extends ReceivedMessage {
  readonly proof: TransmissionProof;
}

/** 20 ms a frame. */
const FRAME_MS = 20;

/** A recording as the inbox takes it. */
export function messageOf(
  recording: ReceivedRecording,
  { place, acquaintance }: Pick<SealedMessage, 'place'> & Pick<TransmissionProof, 'acquaintance'>,
): SealedMessage {
  const { id, from, name, wav, durationMs, coder, quality, complete, missing, clockDiffers } =
    recording;
  return {
    ...{ id, place, durationMs, quality, audio: wav, codec: coder, sender: { n: from, name } },
    ...{ format: 'wav', verified: true, encrypted: false },
    proof: {
      ...{ complete, acquaintance, clockDiffers },
      missingMs: missing === null ? null : missing * FRAME_MS,
    },
  };
}

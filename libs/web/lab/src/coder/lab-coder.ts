import { muLawCoder, pcmCoder, VOICE_CODERS, type VoiceCoder } from '@sealwave/audio';

/** What can be listened to: the plain quantiser at 1 to 16 bits, or one of the two cleverer coders. */
export type LabCoder =
  | { readonly kind: 'plain'; readonly bits: number }
  | { readonly kind: 'nlp64' }
  | { readonly kind: 'mulaw' };

/** Every size of a level that the plain quantiser has. */
export const BIT_DEPTHS: readonly number[] = Array.from({ length: 16 }, (_, i) => i + 1);

/**
 * The coder itself.
 * @throws UsageError for a number of bits that is not from 1 to 16.
 */
export function voiceCoderOf(coder: LabCoder): VoiceCoder {
  switch (coder.kind) {
    case 'plain':
      return pcmCoder(coder.bits);
    case 'nlp64':
      return VOICE_CODERS.nlp64;
    case 'mulaw':
      return muLawCoder;
  }
}

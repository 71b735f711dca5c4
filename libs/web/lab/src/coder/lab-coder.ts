import { muLawCoder, pcmCoder, VOICE_CODERS, type VoiceCoder } from '@sealwave/audio';

/** A coder of the lab: the plain quantiser with 1 to 16 bits, nlp64 or mu-law. */
export type LabCoder =
  | { readonly kind: 'plain'; readonly bits: number }
  | { readonly kind: 'nlp64' }
  | { readonly kind: 'mulaw' };

/** Every number of bits that the plain quantiser offers. */
export const BIT_DEPTHS: readonly number[] = Array.from({ length: 16 }, (_, i) => i + 1);

/**
 * The voice coder that `coder` selects.
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

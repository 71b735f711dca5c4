import { muLaw } from '../wav/mu-law';
import { Nlp64Decoder } from '../nlp64/nlp64-decoder';
import { Nlp64Encoder } from '../nlp64/nlp64-encoder';
import { NLP64_FRAME_BYTES } from '../nlp64/nlp64-frame';
import { Quantizer } from './quantizer';
import { SampleCoder } from './sample-coder';
import type { VoiceCoder } from './voice-coder';

/** The coders that messages and live frames can name; both make 64 000 bit/s. */
export const CODER_NAMES = ['pcm8', 'nlp64'] as const;

/** One of {@link CODER_NAMES}. */
export type CoderName = (typeof CODER_NAMES)[number];

/**
 * The uniform {@link Quantizer} of the requirements as a coder: with 8 bits it is `pcm8`.
 * @param bits bits per level, 1 to 16.
 * @throws UsageError for any other number.
 */
export function pcmCoder(bits: number): VoiceCoder {
  return new SampleCoder(`pcm${bits}`, new Quantizer(bits));
}

/** Each coder by its name. */
export const VOICE_CODERS: Readonly<Record<CoderName, VoiceCoder>> = {
  pcm8: pcmCoder(8),
  nlp64: {
    name: 'nlp64',
    frameBytes: NLP64_FRAME_BYTES,
    newEncoder: () => new Nlp64Encoder(),
    newDecoder: () => new Nlp64Decoder(),
  },
};

/** G.711 mu-law, as telephones use it. Only the lab uses it, for comparison; no message is sent in it. */
export const muLawCoder: VoiceCoder = new SampleCoder('mulaw', muLaw);

import { playableWav } from '@sealwave/message';
import type { VoiceDecoding } from '../code/voice-decoding';

/** Decodes in one go, without letting other work run. */
export const decodingAtOnce: VoiceDecoding = {
  async decompress(message, format) {
    const work = playableWav(message, format);
    let step = work.next();
    while (!step.done) step = work.next();
    return step.value;
  },
};

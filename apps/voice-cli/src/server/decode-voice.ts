import { setImmediate as nextTurn } from 'node:timers/promises';
import { playableWav } from '@sealwave/message';
import type { VoiceDecoding } from '@sealwave/node/media';

/** Decodes a second of voice at a time, so that meters and keys go on meanwhile. */
export const voiceDecoding: VoiceDecoding = {
  async decompress(message, format) {
    const work = playableWav(message, format);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      await nextTurn();
    }
  },
};

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Bytes } from '@sealwave/kernel';
import { playableWav, type PlayableFormat, type VoiceMessage } from '@sealwave/message';

/** Decodes voice into a RIFF/WAVE file that plays. Implementations differ in how they divide the work. */
export interface VoiceDecoding {
  /**
   * Decodes a message.
   * @throws CodedAudioError, as a rejection, when the frames do not decode.
   */
  decompress(message: VoiceMessage, format: PlayableFormat): Promise<Bytes>;
}

/** Decodes one second of voice at a time. Other work runs in between. */
export const yieldingDecoding: VoiceDecoding = {
  async decompress(message, format) {
    const work = playableWav(message, format);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      await nextTurn();
    }
  },
};

import type { Bytes } from '@sealwave/kernel';
import type { PlayableFormat, VoiceMessage } from '@sealwave/message';

/** Decodes voice into a RIFF/WAVE file that plays; implementations differ in how they divide the work. */
export interface VoiceDecoding {
  /**
   * Decodes a message.
   * @throws CodedAudioError, as a rejection, when the frames do not decode.
   */
  decompress(message: VoiceMessage, format: PlayableFormat): Promise<Bytes>;
}

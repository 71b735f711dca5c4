import type { Bytes } from '@sealwave/kernel';
import type { PlayableFormat, VoiceMessage } from '@sealwave/message';

/** A way to decode voice into a RIFF/WAVE file that plays; how the work is cut is its own matter. */
export interface VoiceDecoding {
  /** @throws CodedAudioError (as a rejection) when the frames do not decode. */
  decompress(message: VoiceMessage, format: PlayableFormat): Promise<Bytes>;
}

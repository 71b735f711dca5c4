import { type CoderName, MessageEncoder, toInt16, VOICE_CODERS } from '@sealwave/audio';
import { concat } from '@sealwave/kernel';
import { newMessageId, type VoiceMessage } from './message';

/** Makes a voice message as a gateway sends it; for specs. */
export function voiceMessage(samples: Float32Array, coder: CoderName = 'nlp64'): VoiceMessage {
  const encoder = new MessageEncoder(VOICE_CODERS[coder]);
  const frames = concat(encoder.push(toInt16(samples)), encoder.flush());
  return { kind: 'voice', id: newMessageId(), coder, report: encoder.report, frames };
}

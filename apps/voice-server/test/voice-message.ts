import { MessageEncoder, VOICE_CODERS } from '@sealwave/audio';
import { concat } from '@sealwave/kernel';
import { newMessageId, type VoiceMessage } from '@sealwave/message';

/** Makes a voice message as a gateway sends it: a triangle wave with a period of half a second. */
export function voiceMessage(sampleCount: number): VoiceMessage {
  const samples = Int16Array.from(
    { length: sampleCount },
    (_, i) => 3 * Math.abs(2000 - (i % 4000)),
  );
  const encoder = new MessageEncoder(VOICE_CODERS.nlp64);
  const frames = concat(encoder.push(samples), encoder.flush());
  return { kind: 'voice', id: newMessageId(), coder: 'nlp64', report: encoder.report, frames };
}

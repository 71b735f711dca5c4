import { setImmediate as nextTurn } from 'node:timers/promises';
import { isRiff, parseMessage, playableWav } from '@sealwave/message';

/**
 * What a member that knows the base protocol only is sent instead of a native message
 * (docs/protocol.md, section 5.2): voice as a RIFF/WAVE file of 8-bit PCM, sealed bytes as they are when
 * they are a RIFF file, and null for others. Lets others have a turn after each second of voice.
 * @throws MessageError or CodedAudioError when the message is malformed.
 */
export async function toBaseAudio(audio: Uint8Array): Promise<Uint8Array | null> {
  const message = parseMessage(audio);
  if (message.kind === 'sealed') return isRiff(message.bytes) ? message.bytes : null;
  const work = playableWav(message, 'u8');
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

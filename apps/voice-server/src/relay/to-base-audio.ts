import { setImmediate as nextTurn } from 'node:timers/promises';
import { isRiff, parseMessage, playableWav } from '@sealwave/message';

/**
 * Translates a native message for a member of the base protocol (docs/protocol.md, section 5.2): voice
 * becomes a RIFF/WAVE file of 8-bit PCM, sealed bytes stay as they are if they are a RIFF file. It lets other
 * work run after each second of voice.
 * @returns null for other sealed bytes.
 * @throws MessageError when the message is malformed.
 * @throws CodedAudioError when a frame is.
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

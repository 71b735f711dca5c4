import { CodedAudioError, parseWav } from '@sealwave/audio';
import { encodeMessage, MessageError, newMessageId } from '@sealwave/message';
import { voiceMessage } from '../../test/voice-message';
import { toBaseAudio } from './broadcaster';

describe('toBaseAudio', () => {
  it('converts voice to a file of 8-bit PCM', async () => {
    const file = parseWav((await toBaseAudio(encodeMessage(voiceMessage(1001)))) as Uint8Array);
    expect([file.format.sampleFormat, file.frameCount]).toEqual(['u8', 1001]);
  });

  it('lets other work run after each second of voice', async () => {
    let turns = 0;
    let working = true;
    const count = (): void => {
      turns++;
      if (working) setImmediate(count);
    };
    const work = toBaseAudio(encodeMessage(voiceMessage(8000 * 10)));
    setImmediate(count);
    await work;
    working = false;
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it('returns null for sealed bytes that are not a file', async () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const message = encodeMessage({ kind: 'sealed', id: newMessageId(), bytes });
    expect(await toBaseAudio(message)).toBeNull();
  });

  it('refuses a malformed message', async () => {
    const message = encodeMessage(voiceMessage(160));
    await expect(toBaseAudio(message.subarray(0, -1))).rejects.toThrow(MessageError);
    message.fill(0xff, 64);
    await expect(toBaseAudio(message)).rejects.toThrow(CodedAudioError);
  });
});

import { MessageEncoder, parseWav, VOICE_CODERS } from '@sealwave/audio';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { encodeMessage, newMessageId, type VoiceMessage } from '@sealwave/message';
import { pcm8Wav } from '@sealwave/testing';
import { readIncoming } from './incoming';
import { qualityOf } from './quality';
import { decodingAtOnce } from '@sealwave/node/media/fixtures';

const read = (audio: Uint8Array) => readIncoming(audio, decodingAtOnce);

function voice(coder: 'nlp64' | 'pcm8'): VoiceMessage {
  const encoder = new MessageEncoder(VOICE_CODERS[coder]);
  const frames = encoder.push(Int16Array.from({ length: 1_600 }, (_, i) => 50 * (i % 100)));
  return { kind: 'voice', id: newMessageId(), coder, report: encoder.report, frames };
}

describe('readIncoming', () => {
  it.each([
    ['nlp64', 's16'],
    ['pcm8', 'u8'],
  ] as const)(
    'converts %s to a playable file, and keeps its report',
    async (coder, sampleFormat) => {
      const message = voice(coder);
      const { bytes, ...rest } = await read(encodeMessage(message));
      const { format, frameCount } = parseWav(bytes);
      expect([format.sampleFormat, frameCount]).toEqual([sampleFormat, 1_600]);
      expect(rest).toEqual({
        id: message.id,
        codec: coder,
        quality: qualityOf(message.report),
        durationMs: 200,
        encrypted: false,
      });
    },
  );

  it('passes on sealed bytes unchanged', async () => {
    const sealed = { kind: 'sealed', id: newMessageId(), bytes: Uint8Array.of(1, 2) } as const;
    const { bytes, ...rest } = await read(encodeMessage(sealed));
    expect([...bytes]).toEqual([1, 2]);
    expect(rest).toMatchObject({ id: sealed.id, codec: 'none', quality: null, encrypted: true });
  });

  it('reports nothing about the coding of base audio', async () => {
    const wav = pcm8Wav(new Int8Array(80), 8_000);
    expect(await read(wav)).toMatchObject({ bytes: wav, codec: 'unknown', quality: null });
    expect(await read(Uint8Array.of(1, 0))).toMatchObject({ durationMs: 0, encrypted: false });
  });

  it('refuses audio that does not decode or contradicts itself', async () => {
    const message = voice('nlp64');
    const broken = encodeMessage({ ...message, frames: message.frames.map(() => 0xff) });
    const report = { ...message.report, clippedSamples: 9_999 };
    for (const audio of [broken, encodeMessage({ ...message, report }), broken.subarray(0, 90)]) {
      const refusal = await read(audio).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(VoiceError);
      expect(refusal).toMatchObject({ code: ErrorCode.AudioUnreadable, peerFault: true });
    }
  });
});

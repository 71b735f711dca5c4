import { MessageEncoder, parseWav, VOICE_CODERS } from '@sealwave/audio';
import { ErrorCode } from '@sealwave/kernel';
import { type Message, newMessageId, parseMessage } from '@sealwave/message';
import { encodeOutgoing } from './encode-outgoing';
import { decodingAtOnce } from '@sealwave/node/media/fixtures';

const encoder = new MessageEncoder(VOICE_CODERS.nlp64);
const frames = encoder.push(Int16Array.from({ length: 1_600 }, (_, i) => 50 * (i % 100)));
const voice: Message = {
  ...{ kind: 'voice', id: newMessageId(), coder: 'nlp64', report: encoder.report, frames },
};
const sealed = (text: string): Message => {
  return { kind: 'sealed', id: newMessageId(), bytes: new TextEncoder().encode(text) };
};
const encode = (message: Message, isNative: boolean) =>
  encodeOutgoing(message, isNative, decodingAtOnce);

describe('encodeOutgoing', () => {
  it('encodes a native message for a server that supports it', async () => {
    for (const message of [voice, sealed('anything')]) {
      expect(parseMessage(await encode(message, true))).toEqual(message);
    }
  });

  it('encodes a file of 8 bits for a server of the base protocol', async () => {
    const { format, frameCount } = parseWav(await encode(voice, false));
    expect([format.sampleFormat, frameCount]).toEqual(['u8', 1_600]);
  });

  it('passes sealed bytes to a server of the base protocol only as a playable file', async () => {
    const message = sealed('RIFF and so on');
    expect(message).toHaveProperty('bytes', await encode(message, false));
    const refusal = { code: ErrorCode.AudioUnsupported, peerFault: true };
    await expect(encode(sealed('anything'), false)).rejects.toMatchObject(refusal);
  });
});

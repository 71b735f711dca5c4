import { MessageEncoder, VOICE_CODERS } from '@sealwave/audio';
import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';
import { newMessageId, type VoiceMessage } from '@sealwave/message';
import type { VoiceDecoding } from '@sealwave/node/media';
import { decodingAtOnce } from '@sealwave/node/media/fixtures';
import { SharedDecoding } from './hearing';

const SECONDS = 2;

function voiceMessage(level = 1000): VoiceMessage {
  const encoder = new MessageEncoder(VOICE_CODERS.nlp64);
  const frames = encoder.push(new Int16Array(8000 * SECONDS).fill(level));
  return { kind: 'voice', id: newMessageId(), coder: 'nlp64', frames, report: encoder.report };
}

/** A client of its own has its own copy of what came. */
const copyOf = (message: VoiceMessage): VoiceMessage => ({
  ...message,
  frames: message.frames.slice(),
});

describe('SharedDecoding', () => {
  let works = 0;
  const counted: VoiceDecoding = {
    decompress: (message, format) => {
      works++;
      return decodingAtOnce.decompress(message, format);
    },
  };
  const shared = (maxBytes = 1 << 20, keepMs = 60_000) =>
    new SharedDecoding(counted, { maxBytes, keepMs });
  const free = (): void => undefined;
  const hear = (decoding: SharedDecoding, message: VoiceMessage): Promise<Bytes> =>
    decoding.chargedBy(free).decompress(copyOf(message), 's16');
  beforeEach(() => {
    works = 0;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('TM-D14: decodes once for all who hear a message, and gives all the same file', async () => {
    const decoding = shared();
    const message = voiceMessage();
    const early = await Promise.all(Array.from({ length: 50 }, () => hear(decoding, message)));
    const late = await hear(decoding, message);
    expect(works).toBe(1);
    expect(new Set([...early, late]).size).toBe(1);
  });

  it('compares the content of messages, not the ids that senders choose', async () => {
    const decoding = shared();
    const message = voiceMessage();
    const other = { ...voiceMessage(-500), id: message.id };
    expect(await hear(decoding, other)).not.toEqual(await hear(decoding, message));
    expect(works).toBe(2);
  });

  it('charges the sender once, and does no work when the sender has no budget left', async () => {
    const decoding = shared();
    const message = voiceMessage();
    const charged: number[] = [];
    const charge = (seconds: number) => charged.push(seconds);
    const listeners = [1, 2, 3].map(() => decoding.chargedBy(charge).decompress(message, 's16'));
    await Promise.all(listeners);
    expect(charged).toEqual([SECONDS]);
    const refuse = (): never => {
      throw new UsageError(ErrorCode.RateLimited, 'no more');
    };
    await expect(
      decoding.chargedBy(refuse).decompress(voiceMessage(3), 's16'),
    ).rejects.toMatchObject({ code: ErrorCode.RateLimited });
    expect(works).toBe(1);
  });

  it('TM-D14: keeps no more than it may, and that for a while only', async () => {
    const message = voiceMessage();
    const bytes = message.frames.length + 2 * 8000 * SECONDS;
    const decoding = shared(2 * bytes, 1000);
    const messages = [message, voiceMessage(2), voiceMessage(3)];
    for (const each of messages) await hear(decoding, each);
    await hear(decoding, messages[2]);
    expect(works).toBe(3);
    await hear(decoding, messages[0]);
    expect(works).toBe(4);
    jest.advanceTimersByTime(1000);
    await hear(decoding, messages[0]);
    expect(works).toBe(5);
    const small = shared(bytes - 1);
    await hear(small, message);
    await hear(small, message);
    expect(works).toBe(7);
  });

  it('rejects all callers when decoding fails, and tries again for the next one', async () => {
    const decoding = shared();
    const message = { ...voiceMessage(), frames: new Uint8Array(1) };
    await expect(hear(decoding, message)).rejects.toMatchObject({ peerFault: true });
    await expect(hear(decoding, message)).rejects.toMatchObject({ peerFault: true });
    expect(works).toBe(2);
  });
});

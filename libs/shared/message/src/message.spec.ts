import * as fc from 'fast-check';
import { CODER_NAMES, FRAME_SAMPLES } from '@sealwave/audio';
import { ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import { sine } from '@sealwave/testing';
import {
  encodeMessage,
  isMessage,
  newMessageId,
  parseMessage,
  type SealedMessage,
  type VoiceMessage,
} from './message';
import { MessageError } from './message-error';
import { voiceMessage } from './message-fixtures';

const tone = (sampleCount: number) =>
  sine({ frequencyHz: 441.7, samplingRate: 8000, sampleCount, amplitude: 0.3 });
const voice = voiceMessage(tone(1000));
const refusal = (code: ErrorCode) => expect.objectContaining({ code, peerFault: true });
const MALFORMED = refusal(ErrorCode.AudioUnreadable);
const EMPTY = refusal(ErrorCode.AudioEmpty);

/** The bytes of `message`, with one of them changed. */
function changed(message: VoiceMessage | SealedMessage, at: number, value: number): Uint8Array {
  const bytes = encodeMessage(message);
  bytes[at] = value;
  return bytes;
}

describe('a voice message', () => {
  it.each(CODER_NAMES)('keeps id, coder, report and frames: %s', (coder) => {
    const message = voiceMessage(tone(1000), coder);
    expect(parseMessage(encodeMessage(message))).toEqual(message);
  });

  it('has the layout of docs/protocol.md, section 5.2', () => {
    const id = '00112233445566778899aabbccddeeff';
    const bytes = encodeMessage({ ...voice, id });
    expect(toHex(bytes.subarray(0, 24))).toBe(`53564d01010200${'00'}${id}`);
    expect(bytes).toHaveLength(24 + 40 + voice.frames.length);
  });

  it('matches its last frame to its number of samples, and to no other', () => {
    const frames = 3;
    for (const sampleCount of [2 * FRAME_SAMPLES + 1, 3 * FRAME_SAMPLES]) {
      const message = voiceMessage(tone(sampleCount));
      expect(parseMessage(encodeMessage(message))).toMatchObject({ report: { sampleCount } });
      expect(message.frames).toHaveLength(frames * FRAME_SAMPLES);
    }
    for (const sampleCount of [2 * FRAME_SAMPLES, 3 * FRAME_SAMPLES + 1]) {
      const report = { ...voiceMessage(tone(3 * FRAME_SAMPLES)).report, sampleCount };
      const message = { ...voiceMessage(tone(3 * FRAME_SAMPLES)), report };
      expect(() => parseMessage(encodeMessage(message))).toThrow(MALFORMED);
    }
  });

  it('is refused without one of its frames, or a byte of one', () => {
    const bytes = encodeMessage(voice);
    for (const missing of [1, FRAME_SAMPLES]) {
      expect(() => parseMessage(bytes.subarray(0, -missing))).toThrow(MALFORMED);
    }
  });

  it('is refused without sound', () => {
    const nothing = voiceMessage(new Float32Array(0));
    expect(() => parseMessage(encodeMessage(nothing))).toThrow(EMPTY);
  });
});

describe('a sealed message', () => {
  it('comes back unchanged, to the last bit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        const message: SealedMessage = { kind: 'sealed', id: newMessageId(), bytes };
        const { kind, id, ...rest } = parseMessage(encodeMessage(message)) as SealedMessage;
        expect([kind, id, toHex(rest.bytes)]).toEqual(['sealed', message.id, toHex(bytes)]);
      }),
    );
  });

  it('is refused without sealed bytes', () => {
    const nothing: SealedMessage = { kind: 'sealed', id: voice.id, bytes: new Uint8Array(0) };
    expect(() => parseMessage(encodeMessage(nothing))).toThrow(EMPTY);
  });
});

describe('parseMessage', () => {
  const sealed: SealedMessage = { kind: 'sealed', id: voice.id, bytes: Uint8Array.of(1) };

  it.each([
    ['another version', changed(voice, 3, 2)],
    ['another kind', changed(voice, 4, 3)],
    ['kind 0', changed(voice, 4, 0)],
    ['voice without a coder', changed(voice, 5, 0)],
    ['sealed bytes with a coder', changed(sealed, 5, 2)],
    ['an unknown coder', changed(voice, 5, 3)],
    ['a flag', changed(voice, 6, 1)],
    ['another flag', changed(voice, 7, 1)],
    ['a report of another version', changed(voice, 24, 9)],
    ['half a head', encodeMessage(voice).subarray(0, 23)],
    ['half a report', encodeMessage(voice).subarray(0, 60)],
    ['nothing', new Uint8Array(0)],
  ])('refuses %s', (_, bytes) => {
    expect(() => parseMessage(bytes)).toThrow(MALFORMED);
  });

  it('throws only its own error, whatever the bytes are', () => {
    const mark = fromHex('53564d01');
    const tail = fc.uint8Array({ maxLength: 120 });
    fc.assert(
      fc.property(fc.boolean(), tail, (marked, bytes) => {
        expectOwnErrorAtMost(Uint8Array.from([...(marked ? mark : []), ...bytes]));
      }),
    );
  });

  it('throws only its own error when any byte of a message is changed', () => {
    const bytes = encodeMessage(voice);
    for (let at = 0; at < 64; at++) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) expectOwnErrorAtMost(changed(voice, at, value));
      expectOwnErrorAtMost(bytes.subarray(0, at));
    }
  });
});

describe('isMessage', () => {
  it('checks the mark alone', () => {
    expect(isMessage(encodeMessage(voice))).toBe(true);
    expect(isMessage(fromHex('53564d'))).toBe(false);
    expect(isMessage(fromHex('53564d02'))).toBe(false);
    expect(isMessage(new TextEncoder().encode('RIFF'))).toBe(false);
  });
});

describe('newMessageId', () => {
  it('makes 32 hexadecimal digits, different each time', () => {
    expect(newMessageId()).toMatch(/^[0-9a-f]{32}$/);
    expect(newMessageId()).not.toBe(newMessageId());
  });
});

function expectOwnErrorAtMost(bytes: Uint8Array): void {
  try {
    parseMessage(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(MessageError);
  }
}

import { concat, ErrorCode } from '@sealwave/kernel';
import { seededRandom } from '@sealwave/testing';
import * as fc from 'fast-check';
import { CodedAudioError } from './coded-audio-error';
import { CodedMessage } from './coded-message';
import { MessageEncoder } from './message-encoder';
import type { VoiceCoder } from './voice-coder';
import { VOICE_CODERS } from './voice-coders';

const { nlp64, pcm8 } = VOICE_CODERS;

function noise(count: number, amplitude = 9000): Int16Array {
  const random = seededRandom(count);
  return Int16Array.from({ length: count }, () => (2 * random() - 1) * amplitude);
}

/** Codes `samples`, pushed in pieces of the given `sizes`, which repeat. */
function encode(
  coder: VoiceCoder,
  samples: Int16Array,
  sizes: readonly number[] = [samples.length],
) {
  const encoder = new MessageEncoder(coder);
  const parts: Uint8Array[] = [];
  for (let at = 0, i = 0; at < samples.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length]);
    parts.push(encoder.push(samples.subarray(at, at + size)));
    at += size;
  }
  parts.push(encoder.flush());
  return { coded: concat(...parts), report: encoder.report };
}

describe('MessageEncoder', () => {
  it.each([
    [0, 0],
    [1, 1],
    [159, 1],
    [160, 1],
    [161, 2],
    [1600, 10],
  ])('codes %d samples as %d frames', (samples, frames) => {
    const { coded, report } = encode(nlp64, noise(samples));
    expect(coded.length).toBe(160 * frames);
    expect(report).toMatchObject({ sampleCount: samples, codedBytes: coded.length });
  });

  it('makes the same bytes and the same report however the samples are cut', () => {
    const samples = noise(1234);
    const whole = encode(nlp64, samples);
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1 }), (sizes) => {
        expect(encode(nlp64, samples, sizes)).toEqual(whole);
      }),
    );
  });

  it('fills the last frame with zeros', () => {
    const samples = noise(200, 50);
    const { coded } = encode(nlp64, samples);
    const padded = nlp64.newDecoder().decode(coded.subarray(160));
    expect([...padded]).toEqual([...samples.subarray(160), ...new Int16Array(120)]);
  });

  it('accepts nothing after the end', () => {
    const encoder = new MessageEncoder(nlp64);
    encoder.push(noise(10));
    expect(encoder.flush().length).toBe(160);
    expect(encoder.flush().length).toBe(0);
    expect(() => encoder.push(noise(1))).toThrow(
      expect.objectContaining({ code: ErrorCode.Usage }),
    );
  });
});

describe('CodedMessage', () => {
  it.each([0, 1, 159, 160, 161, 1000])('returns %d samples without padding', (count) => {
    const samples = noise(count, 30);
    const message = new CodedMessage(nlp64, encode(nlp64, samples).coded, count);
    expect(message.frameCount).toBe(Math.ceil(count / 160));
    expect(message.read(0, Infinity)).toEqual(samples);
  });

  it('reads the same in slices as in one go', () => {
    const samples = noise(1000);
    for (const coder of [nlp64, pcm8]) {
      const message = new CodedMessage(coder, encode(coder, samples).coded, 1000);
      const slices = [0, 2, 4, 6].flatMap((from) => [...message.read(from, 2)]);
      expect(slices).toEqual([...message.read(0, 7)]);
      expect(message.read(7, 1).length).toBe(0);
      expect(message.read(9, 1).length).toBe(0);
    }
  });

  it.each([
    [320, 160],
    [320, 321],
    [160, 0],
    [160, -1],
    [0, 1],
    [0, -1],
    [0, NaN],
    [160, 1e12],
    [159, 159],
    [161, 161],
  ])('refuses %d bytes for %d samples', (bytes, samples) => {
    expect(() => new CodedMessage(nlp64, new Uint8Array(bytes), samples)).toThrow(CodedAudioError);
  });

  it('refuses a malformed frame when it reads it', () => {
    const { coded } = encode(nlp64, noise(480, 1000));
    coded.fill(0xff, 162, 320);
    const message = new CodedMessage(nlp64, coded, 480);
    expect(message.read(0, 1).length).toBe(160);
    expect(() => message.read(1, 1)).toThrow(CodedAudioError);
    expect(message.read(2, 1).length).toBe(160);
  });
});

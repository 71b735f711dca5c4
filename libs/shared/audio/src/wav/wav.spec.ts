import { concat, ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { readRiff, writeRiff } from './riff';
import type { SampleFormat } from '../pcm/sample-format';
import { WavError } from './wav-error';
import { parseWav, readWavLayout } from './wav-file';
import { MAX_CHANNELS, MAX_SAMPLING_RATE, MIN_SAMPLING_RATE } from './wav-format';
import { writeWav } from './wav-writer';

const PRECISION_BITS: Readonly<Record<LinearFormat, number>> = {
  u8: 8,
  s16: 16,
  s24: 24,
  s32: 25, // read as 32-bit float, which has 24 bits and a sign
  f32: 25,
  f64: 25, // read as 32-bit float
};
type LinearFormat = Exclude<SampleFormat, 'a-law' | 'mu-law'>;
const FORMATS = Object.keys(PRECISION_BITS) as LinearFormat[];

const aSample = fc.float({ min: -1, max: Math.fround(0.99), noNaN: true });
const aPcm = fc
  .tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.nat(20),
    fc.integer({ min: MIN_SAMPLING_RATE, max: MAX_SAMPLING_RATE }),
  )
  .chain(([channelCount, frames, samplingRate]) =>
    fc.record({
      samplingRate: fc.constant(samplingRate),
      channels: fc.array(
        fc
          .array(aSample, { minLength: frames, maxLength: frames })
          .map((samples) => Float32Array.from(samples)),
        { minLength: channelCount, maxLength: channelCount },
      ),
    }),
  );
const mono = (...samples: number[]) => ({
  samplingRate: 8000,
  channels: [Float32Array.from(samples)],
});

/** A `fmt ` chunk of the basic form. */
function formatChunk(fields: { tag?: number; channels?: number; rate?: number; bits?: number }) {
  const { tag = 1, channels = 1, rate = 8000, bits = 16 } = fields;
  const body = new Uint8Array(16);
  const view = new DataView(body.buffer);
  view.setUint16(0, tag, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, rate, true);
  view.setUint16(12, (channels * bits) / 8, true);
  view.setUint16(14, bits, true);
  return { id: 'fmt ', body };
}

/** The 24 bytes that make a `fmt ` chunk extensible, with the format tag inside. */
const extension = (tag: number, tail = '0000001000800000aa00389b71') =>
  concat(
    Uint8Array.of(22, 0, 16, 0, 0, 0, 0, 0, tag, 0, 0),
    Uint8Array.from(tail.match(/../g) ?? [], (digits) => parseInt(digits, 16)),
  );
const data = { id: 'data', body: Uint8Array.of(0, 0x40, 0, 0xc0) };
const refusal = (code: ErrorCode) => expect.objectContaining({ code, peerFault: true });

describe('WAVE files', () => {
  it.each(FORMATS)('come back from %s within half a step, in any number of channels', (format) => {
    const tolerance = 2 ** -PRECISION_BITS[format] * 1.0001;
    fc.assert(
      fc.property(aPcm, (pcm) => {
        const read = parseWav(writeWav(pcm, format)).readAll();
        expect(read.samplingRate).toBe(pcm.samplingRate);
        expect(read.channels).toHaveLength(pcm.channels.length);
        pcm.channels.forEach((channel, c) => {
          expect(read.channels[c]).toHaveLength(channel.length);
          channel.forEach((sample, i) => {
            const error = Math.abs(read.channels[c][i] - sample);
            // The highest integer level lies one step below full scale.
            expect(error).toBeLessThanOrEqual(
              sample > 1 - 2 * tolerance ? 2 * tolerance : tolerance,
            );
          });
        });
      }),
    );
  });

  it('start with the 44 bytes that every player expects', () => {
    const header =
      'RIFF\x26\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0data\x01\0\0\0';
    const bytes = writeWav(mono(-1), 'u8');
    expect(String.fromCharCode(...bytes.subarray(0, 44))).toBe(header);
    expect([...bytes.subarray(44)]).toEqual([0, 0]); // one sample and its padding
  });

  it('hold 8-bit levels without a sign', () => {
    const wav = writeWav(mono(-1, -1 / 128, 0, 127 / 128), 'u8');
    expect([...wav.subarray(44)]).toEqual([0, 127, 128, 255]);
    expect([...parseWav(wav).readAll().channels[0]]).toEqual([-1, -1 / 128, 0, 127 / 128]);
  });

  it.each(FORMATS)('saturate, and turn NaN into silence, in %s', (format) => {
    const [samples] = parseWav(writeWav(mono(2, -2, NaN, Infinity, -Infinity), format)).readAll()
      .channels;
    const expected = format.startsWith('f') ? [2, -2, 0, 0, 0] : [1, -1, 0, 1, -1];
    expected.forEach((value, i) => expect(samples[i]).toBeCloseTo(value, 1));
  });

  it('read samples that are not finite as 0', () => {
    const body = new Uint8Array(new Float32Array([NaN, Infinity, -Infinity, 0.5]).buffer);
    const file = writeRiff('WAVE', [formatChunk({ tag: 3, bits: 32 }), { id: 'data', body }]);
    expect([...parseWav(file).readAll().channels[0]]).toEqual([0, 0, 0, 0.5]);
  });

  it('state the number of frames of float samples a second time', () => {
    const { chunks } = readRiff(writeWav(mono(0.1, 0.2, 0.3), 'f32'));
    expect(chunks.map(({ id }) => id)).toEqual(['fmt ', 'fact', 'data']);
    expect([...chunks[1].body]).toEqual([3, 0, 0, 0]);
  });

  it('are the same read in slices and at once', () => {
    const file = parseWav(writeWav({ ...mono(0.1, 0.2, 0.3, 0.4, 0.5) }, 's16'));
    const slices = [0, 2, 4].flatMap((from) => [...file.read(from, 2)[0]]);
    expect(slices).toEqual([...file.readAll().channels[0]]);
    expect(file.read(5, 2)[0]).toHaveLength(0);
    expect(file.read(9, 2)[0]).toHaveLength(0);
  });

  it('may have the extensible format, padding and other chunks in between', () => {
    const fmt = formatChunk({ tag: 0xfffe });
    const file = writeRiff('WAVE', [
      { id: 'LIST', body: new Uint8Array(7) },
      { ...fmt, body: concat(fmt.body, extension(1)) },
      data,
      { id: 'id3 ', body: new Uint8Array(3) },
    ]);
    expect([...parseWav(file).readAll().channels[0]]).toEqual([0.5, -0.5]);
  });

  it.each<SampleFormat>(['a-law', 'mu-law'])(
    'come back from %s of telephone networks',
    (format) => {
      const tone = Float32Array.from({ length: 800 }, (_, i) => 0.8 * Math.sin(i / 5));
      const wav = writeWav({ samplingRate: 8000, channels: [tone] }, format);
      const { channels } = parseWav(wav).readAll();
      const errors = channels[0].map((sample, i) => Math.abs(sample - tone[i]) / 0.8);
      expect(Math.max(...errors)).toBeLessThan(0.035);
    },
  );

  it('read the codes of G.711 as in its tables', () => {
    const read = (tag: number, code: number) => {
      const body = Uint8Array.of(code, 0);
      const file = writeRiff('WAVE', [formatChunk({ tag, bits: 8 }), { id: 'data', body }]);
      return parseWav(file).readAll().channels[0][0] * 0x8000;
    };
    // The largest and the smallest step of each law, in the 16 bits that decoders write.
    expect([0xaa, 0x2a, 0xd5, 0x55].map((code) => read(6, code))).toEqual([32256, -32256, 8, -8]);
    expect([0x80, 0x00, 0xff, 0xfe].map((code) => read(7, code))).toEqual([32124, -32124, 0, 8]);
  });

  it.each([
    ['bytes a frame', 12, 4],
    ['bytes a second', 8, 1],
  ])('are read with wrong %s, as a widely copied recorder writes them', (_, at, value) => {
    const fmt = formatChunk({});
    new DataView(fmt.body.buffer).setUint16(at, value, true);
    expect(parseWav(writeRiff('WAVE', [fmt, data])).readAll().channels[0]).toEqual(
      Float32Array.of(0.5, -0.5),
    );
  });

  it.each(['RF64', 'BW64'])('may be %s, with their sizes in 64 bits', (magic) => {
    const sizes = (bytes: number) => {
      const body = new Uint8Array(28);
      new DataView(body.buffer).setBigUint64(8, BigInt(bytes), true);
      return { id: 'ds64', body };
    };
    const large = (bytes: number) => {
      const file = writeRiff('WAVE', [
        sizes(bytes),
        formatChunk({}),
        data,
        { id: 'LIST', body: data.body },
      ]);
      file.set(new TextEncoder().encode(magic));
      new DataView(file.buffer).setUint32(4, 0xffffffff, true);
      new DataView(file.buffer).setUint32(file.indexOf(0x64, 60) + 4, 0xffffffff, true);
      return file;
    };
    expect(parseWav(large(4)).frameCount).toBe(2);
    expect(readWavLayout(large(2 ** 33)).claimedBytes).toBe(2 ** 33);
  });

  it('that are cut short have the frames that are complete', () => {
    const whole = writeWav(
      { samplingRate: 8000, channels: [Float32Array.of(0.5, 0.25), Float32Array.of(-0.5, -0.25)] },
      's16',
    );
    for (let length = 44; length <= whole.length; length++) {
      expect(parseWav(whole.subarray(0, length)).frameCount).toBe(Math.floor((length - 44) / 4));
    }
  });

  it('are read where they lie inside a larger buffer', () => {
    const whole = concat(new Uint8Array(5), writeWav(mono(0.5), 's24'));
    expect([...parseWav(whole.subarray(5)).readAll().channels[0]]).toEqual([0.5]);
  });

  it.each([
    ['nothing', new Uint8Array(0), ErrorCode.AudioUnsupported],
    ['something else', new TextEncoder().encode('<!doctype html>'), ErrorCode.AudioUnsupported],
    ['pictures', writeRiff('AVI ', [formatChunk({}), data]), ErrorCode.AudioUnsupported],
    ['no format', writeRiff('WAVE', [data]), ErrorCode.AudioUnreadable],
    ['no samples', writeRiff('WAVE', [formatChunk({})]), ErrorCode.AudioUnreadable],
  ])('are not: %s', (_, bytes, code) => {
    expect(() => parseWav(bytes)).toThrow(refusal(code));
  });

  it.each([
    ['an unknown coding', { tag: 2 }, ErrorCode.AudioUnsupported],
    ['16-bit float', { tag: 3, bits: 16 }, ErrorCode.AudioUnsupported],
    ['A-law of 16 bits', { tag: 6, bits: 16 }, ErrorCode.AudioUnsupported],
    ['12 bits', { bits: 12 }, ErrorCode.AudioUnsupported],
    ['no bits', { bits: 0 }, ErrorCode.AudioUnsupported],
    ['no channels', { channels: 0 }, ErrorCode.AudioUnreadable],
    ['too many channels', { channels: MAX_CHANNELS + 1 }, ErrorCode.AudioUnsupported],
    ['no sampling rate', { rate: 0 }, ErrorCode.AudioUnreadable],
    ['1 Hz', { rate: 1 }, ErrorCode.AudioUnsupported],
    ['3999 Hz', { rate: MIN_SAMPLING_RATE - 1 }, ErrorCode.AudioUnsupported],
    ['too high a sampling rate', { rate: MAX_SAMPLING_RATE + 1 }, ErrorCode.AudioUnsupported],
  ])('are refused with %s', (_, fields, code) => {
    expect(() => parseWav(writeRiff('WAVE', [formatChunk(fields), data]))).toThrow(refusal(code));
  });

  it('are refused when the format is cut short or of an unknown kind', () => {
    const basic = formatChunk({}).body;
    const extensible = formatChunk({ tag: 0xfffe }).body;
    const parse = (body: Uint8Array) => () =>
      parseWav(writeRiff('WAVE', [{ id: 'fmt ', body }, data]));
    expect(parse(basic.subarray(0, 15))).toThrow(refusal(ErrorCode.AudioUnreadable));
    expect(parse(extensible)).toThrow(refusal(ErrorCode.AudioUnreadable));
    expect(parse(concat(extensible, extension(1, 'ff'.repeat(13))))).toThrow(
      refusal(ErrorCode.AudioUnsupported),
    );
  });

  it('that are damaged anywhere are read or refused with WavError, nothing else', () => {
    const whole = writeWav({ samplingRate: 8000, channels: [Float32Array.of(0.5, 0.25)] }, 'f32');
    const damage = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(damage, { maxLength: 8 }), fc.nat(whole.length), (edits, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of edits) if (at < length) bytes[at] = value;
        try {
          const file = parseWav(bytes);
          expect(file.frameCount * file.channelCount).toBeLessThanOrEqual(length);
          file.readAll();
        } catch (error) {
          expect(error).toBeInstanceOf(WavError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [
      'unequal channels',
      { samplingRate: 8000, channels: [new Float32Array(1), new Float32Array(2)] },
    ],
    ['no channels', { samplingRate: 8000, channels: [] }],
    [
      'too many channels',
      { samplingRate: 8000, channels: Array.from({ length: 65 }, () => new Float32Array(1)) },
    ],
    ['a fractional rate', { samplingRate: 8000.5, channels: [new Float32Array(1)] }],
    ['no rate', { samplingRate: 0, channels: [new Float32Array(1)] }],
  ])('are not written with %s', (_, pcm) => {
    expect(() => writeWav(pcm, 's16')).toThrow(expect.objectContaining({ code: ErrorCode.Usage }));
  });
});

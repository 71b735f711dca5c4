import {
  bitRateOf,
  CodedAudioError,
  fromInt16,
  meetsSnr,
  parseWav,
  resample,
  type SampleFormat,
  writeWav,
} from '@sealwave/audio';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { newMessageId, type VoiceMessage } from '@sealwave/message';
import { AudioError } from '../decode/audio-error';
import {
  LONG_SILENT_PACKET,
  muxOpus,
  opusHead,
  opusPackets,
  readAsset,
} from '../testing/recording-fixtures';
import { bestCorrelation, sine } from '@sealwave/testing';
import * as fc from 'fast-check';
import { type CompressedAudio, CompressionService } from './compression.service';

jest.setTimeout(60_000);

const mockDecoders = { made: 0, freed: 0 };
jest.mock('opus-decoder', () => {
  const { OpusDecoder } = jest.requireActual<typeof import('opus-decoder')>('opus-decoder');
  return {
    OpusDecoder: function (options: { channels: number }) {
      const decoder = new OpusDecoder(options);
      const { free } = decoder;
      mockDecoders.made++;
      return Object.assign(decoder, {
        free: () => {
          mockDecoders.freed++;
          free();
        },
      });
    },
  };
});

const service = new CompressionService();
const webm = readAsset('librivox-0930.webm');
const ogg = readAsset('librivox-0930.ogg');
const wav = readAsset('librivox-0930.wav');
const spoken = resample(parseWav(wav).readAll().channels[0], 16_000);
const refusal = (code: ErrorCode) => expect.objectContaining({ code, peerFault: true });
const mono = (samples: Float32Array, samplingRate = 8000, format: SampleFormat = 's16') =>
  writeWav({ samplingRate, channels: [samples] }, format);

const asMessage = (coded: CompressedAudio): VoiceMessage => ({
  kind: 'voice',
  id: newMessageId(),
  ...coded,
});
const heard = async (coded: CompressedAudio) =>
  parseWav(await service.decompress(asMessage(coded), 's16')).readAll().channels[0];

afterEach(() => {
  expect(mockDecoders.freed).toBe(mockDecoders.made);
});

describe('CompressionService', () => {
  it.each([
    ['WebM/Opus as Chromium records it', webm, 8000],
    ['Ogg/Opus', ogg, 10],
    ['WAVE', wav, 0],
  ])('preserves the voice: %s', async (_, recording, maxLag) => {
    const coded = await service.compress(recording);
    const { coefficient, lag } = bestCorrelation(spoken, await heard(coded), maxLag);
    expect(coefficient).toBeGreaterThan(0.95);
    // Pre-skip is left out: opusenc takes care that nothing is late by more than a sample.
    if (recording === ogg) expect(lag).toBeLessThanOrEqual(1);
  });

  it('codes with little loss by default, and reports the loss', async () => {
    const { coder, frames, report, durationMs } = await service.compress(ogg);
    expect(coder).toBe('nlp64');
    expect(frames).toHaveLength(report.codedBytes);
    expect(report.sampleCount / 8).toBeCloseTo(durationMs, -1);
    expect(bitRateOf(report)).toBe(64_000);
    expect(meetsSnr(report.snr, 40)).toBe(true);
    expect(report.nonSilent.passing).toBe(report.nonSilent.frames);
    // Speech at its usual level: 8 uniform bits do not reach 40 dB, and the report says so.
    expect(report.pcm8Snr).toEqual({ kind: 'measured', db: expect.closeTo(29.3, 0) });
  });

  it('codes with the plain quantiser on request', async () => {
    const { coder, report } = await service.compress(ogg, { coder: 'pcm8' });
    expect(coder).toBe('pcm8');
    expect(report.snr).toEqual(report.pcm8Snr);
    expect(meetsSnr(report.snr, 40)).toBe(false);
  });

  it.each<SampleFormat>(['u8', 's16', 's24', 's32', 'f32'])(
    'accepts WAVE with samples of %s',
    async (format) => {
      const tone = sine({
        frequencyHz: 440,
        samplingRate: 16_000,
        sampleCount: 16_000,
        amplitude: 0.6,
      });
      const coded = await service.compress(
        writeWav({ samplingRate: 16_000, channels: [tone, tone] }, format),
      );
      const { coefficient } = bestCorrelation(resample(tone, 16_000), await heard(coded), 0);
      expect(coefficient).toBeGreaterThan(0.999);
    },
  );

  it('applies pre-skip and gain', async () => {
    const packets = opusPackets(ogg, 'ogg');
    const plain = await service.compress(await muxOpus(packets));
    const skipped = await service.compress(
      await muxOpus(packets, { head: opusHead({ preSkip: 4800 }) }),
    );
    expect(plain.durationMs - skipped.durationMs).toBe(100);
    const quiet = await service.compress(
      await muxOpus(packets, { head: opusHead({ gain: -20 * 256 }) }),
    );
    const peak = async (coded: CompressedAudio) => Math.max(...(await heard(coded)));
    expect((await peak(quiet)) / (await peak(plain))).toBeCloseTo(0.1, 1);
  });

  it.each([1, 2])('applies a channel count of %d', async (channels) => {
    const packets = opusPackets(ogg, 'ogg');
    const head = opusHead({ channels, preSkip: 312 });
    const coded = await service.compress(await muxOpus(packets, { head }));
    expect(bestCorrelation(spoken, await heard(coded), 10).coefficient).toBeGreaterThan(0.95);
  });

  it('refuses a truncated recording instead of coding a part of it', async () => {
    const finished = await muxOpus(opusPackets(webm, 'webm'), { container: 'webm' });
    for (const recording of [webm, finished, ogg, wav]) {
      await expect(
        service.compress(recording.subarray(0, recording.length / 2)),
      ).rejects.toMatchObject({ code: ErrorCode.AudioUnreadable, peerFault: true });
    }
  });

  it('gives the same result for several recordings at once', async () => {
    const alone = await service.compress(ogg);
    const together = await Promise.all([1, 2, 3].map(() => service.compress(ogg)));
    for (const result of together) expect(result).toEqual(alone);
  });

  describe('refuses', () => {
    it.each([
      ['nothing', new Uint8Array(0), ErrorCode.AudioEmpty],
      ['a WAVE file without samples', mono(new Float32Array(0)), ErrorCode.AudioEmpty],
      [
        'text',
        new TextEncoder().encode('hello, this is not a recording'),
        ErrorCode.AudioUnsupported,
      ],
      ['zeros', new Uint8Array(1000), ErrorCode.AudioUnsupported],
      ['a WAVE file without format', wav.subarray(0, 20), ErrorCode.AudioUnreadable],
      ['the start of a WebM file', webm.subarray(0, 40), ErrorCode.AudioUnreadable],
      ['the start of an Ogg file', ogg.subarray(0, 40), ErrorCode.AudioUnreadable],
    ])('%s', async (_, recording, code) => {
      await expect(service.compress(recording)).rejects.toThrow(refusal(code));
    });

    it('sound that is not coded with Opus', async () => {
      const vorbis = webm.slice();
      const name = Buffer.from(vorbis).indexOf('A_OPUS');
      vorbis.set(new TextEncoder().encode('A_AAC\0'), name);
      await expect(service.compress(vorbis)).rejects.toThrow(refusal(ErrorCode.AudioUnsupported));
    });

    it('WebM without an audio track', async () => {
      const video = webm.slice();
      const type = Buffer.from(video).indexOf(Buffer.of(0x83, 0x81, 0x02)); // TrackType: audio
      video[type + 2] = 1;
      await expect(service.compress(video)).rejects.toThrow(refusal(ErrorCode.AudioUnreadable));
    });

    it('a broken Opus packet', async () => {
      const broken = await muxOpus([LONG_SILENT_PACKET, Uint8Array.of(0xfb, 49)]);
      await expect(service.compress(broken)).rejects.toThrow(refusal(ErrorCode.AudioUnreadable));
    });

    it('a recording that is too long', async () => {
      await expect(
        service.compress(mono(new Float32Array(8001)), { maxSeconds: 1 }),
      ).rejects.toThrow(refusal(ErrorCode.AudioTooLong));
      await expect(
        service.compress(mono(new Float32Array(8000)), { maxSeconds: 1 }),
      ).resolves.toBeDefined();
    });

    it('small files that decode to hours, as soon as their length is known', async () => {
      const hours = await muxOpus(
        Array.from({ length: 60_000 }, () => LONG_SILENT_PACKET),
        { packetSeconds: 0.12 },
      );
      // All of it would take minutes, longer than a test may.
      await expect(service.compress(hours, { maxSeconds: 10 })).rejects.toThrow(
        refusal(ErrorCode.AudioTooLong),
      );
      // TM-D14: a rate of 1 Hz makes 8000 samples of every byte.
      const slow = writeWav({ samplingRate: 1, channels: [new Float32Array(1_000_000)] }, 'u8');
      await expect(service.compress(slow, { maxSeconds: 10 })).rejects.toThrow(
        refusal(ErrorCode.AudioUnsupported),
      );
    });

    it.each([
      ['WebM', webm],
      ['Ogg', ogg],
    ])('damaged %s with AudioError only, unless it decodes', async (_, recording) => {
      const damage = fc.tuple(fc.nat(Math.min(2000, recording.length - 1)), fc.nat(255));
      await fc.assert(
        fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 10 }), async (edits) => {
          const bytes = recording.slice(0, 4000);
          for (const [at, value] of edits) bytes[at] = value;
          try {
            expect((await service.compress(bytes)).frames.length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(AudioError);
            expect(error).toBeInstanceOf(VoiceError);
          }
        }),
        { numRuns: 60 },
      );
    });
  });

  it('refuses to make a file of frames that do not decode', async () => {
    const coded = await service.compress(ogg);
    coded.frames.fill(0xff);
    await expect(service.decompress(asMessage(coded), 's16')).rejects.toThrow(CodedAudioError);
  });

  describe('cancelling', () => {
    it('does not begin when it is cancelled already', async () => {
      const reason = new Error('gone');
      await expect(service.compress(ogg, { signal: AbortSignal.abort(reason) })).rejects.toBe(
        reason,
      );
    });

    it.each([
      ['Ogg', ogg],
      ['WAVE', mono(new Float32Array(8000 * 600))],
    ])('ends the work on %s with the given reason', async (_, recording) => {
      const controller = new AbortController();
      const reason = new Error('gone');
      const work = service.compress(recording, { signal: controller.signal });
      setImmediate(() => controller.abort(reason));
      await expect(work).rejects.toBe(reason);
    });
  });

  it.each([
    ['Ogg', ogg, 0.8],
    ['WebM', webm, 0.8],
    ['WAVE', mono(new Float32Array(12_345)), 1],
  ])(
    'reports progress with %s that only grows and never exceeds 1',
    async (_, recording, atLeast) => {
      const told: number[] = [];
      await service.compress(recording, { onProgress: (done) => told.push(done) });
      expect(told).toEqual([...told].sort((one, other) => one - other));
      expect(told.at(-1)).toBeGreaterThanOrEqual(atLeast);
      expect(told.at(-1)).toBeLessThanOrEqual(1);
    },
  );

  it('accepts a stream of another program with wrong sizes in it', async () => {
    const streamed = mono(fromInt16(Int16Array.from({ length: 8000 }, (_, i) => i)));
    new DataView(streamed.buffer).setUint32(4, 0xffffffff, true);
    new DataView(streamed.buffer).setUint32(40, 0xffffffff, true);
    expect((await service.compress(streamed)).durationMs).toBe(1000);
  });
});

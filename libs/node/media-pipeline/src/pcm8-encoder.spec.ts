import { parseWav } from '@sealwave/audio';
import { ErrorCode } from '@sealwave/kernel';
import { sine } from '@sealwave/testing';
import { Pcm8Encoder } from './pcm8-encoder';

const tone = (amplitude: number, samplingRate: number, seconds: number) =>
  sine({ frequencyHz: 441.7, samplingRate, sampleCount: samplingRate * seconds, amplitude });

describe('Pcm8Encoder', () => {
  it('makes 64 kbit/s at 8 kHz of any rate, and says how good it is', () => {
    const encoder = new Pcm8Encoder(44_100, 10);
    encoder.push(tone(0.5, 44_100, 2));
    const { wav, codec, durationMs, bitrateBps, codedBytes, snr } = encoder.finish();
    const file = parseWav(wav);
    expect([codec, durationMs, bitrateBps, codedBytes]).toEqual(['pcm8', 2000, 64_000, 16_000]);
    expect([file.samplingRate, file.channelCount, file.frameCount]).toEqual([8000, 1, 16_000]);
    expect(file.format.sampleFormat).toBe('u8');
    expect(snr).toEqual({ kind: 'measured', db: expect.closeTo(43.9, 0) });
  });

  it('gives the same result whole and in slices', () => {
    const sound = tone(0.3, 48_000, 1);
    const whole = new Pcm8Encoder(48_000, 10);
    whole.push(sound);
    const sliced = new Pcm8Encoder(48_000, 10);
    for (let at = 0; at < sound.length; at += 777) sliced.push(sound.subarray(at, at + 777));
    expect(sliced.finish()).toEqual(whole.finish());
  });

  it('tells silence and lossless sound from measured sound', () => {
    const silent = new Pcm8Encoder(8000, 1);
    silent.push(new Float32Array(100));
    expect(silent.finish().snr).toEqual({ kind: 'silence' });
    const exact = new Pcm8Encoder(8000, 1);
    exact.push(Float32Array.of(0, 1 / 128, -1, 127 / 128));
    expect(exact.finish().snr).toEqual({ kind: 'lossless' });
  });

  it('counts bits over the length of the recording, not over that of its own output', () => {
    const encoder = new Pcm8Encoder(48_000, 1);
    encoder.push(new Float32Array(7)); // two output samples
    const { bitrateBps, codedBytes } = encoder.finish();
    expect(codedBytes).toBe(2);
    expect(bitrateBps).toBeCloseTo((16 * 48_000) / 7);
  });

  it('takes as much as is allowed and refuses the first sample beyond it', () => {
    const encoder = new Pcm8Encoder(8000, 2);
    encoder.push(new Float32Array(16_000));
    expect(() => encoder.push(new Float32Array(1))).toThrow(
      expect.objectContaining({ code: ErrorCode.AudioTooLong, detail: { limitSeconds: 2 } }),
    );
  });

  it('refuses to make something of nothing', () => {
    expect(() => new Pcm8Encoder(8000, 1).finish()).toThrow(
      expect.objectContaining({ code: ErrorCode.AudioEmpty, peerFault: true }),
    );
  });
});

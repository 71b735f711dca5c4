import { bitRateOf, CODER_NAMES, NLP64_FRAME_BYTES } from '@sealwave/audio';
import { ErrorCode } from '@sealwave/kernel';
import { sine } from '@sealwave/testing';
import { RecordingEncoder } from './compression.service';

const tone = (amplitude: number, samplingRate: number, seconds: number) =>
  sine({ frequencyHz: 441.7, samplingRate, sampleCount: samplingRate * seconds, amplitude });
const encoderOf = (samplingRate: number, maxSeconds = 10) =>
  new RecordingEncoder(samplingRate, { coder: 'nlp64', maxSeconds });

describe('RecordingEncoder', () => {
  it.each(CODER_NAMES)('codes any rate to 64 kbit/s at 8 kHz: %s', (coder) => {
    const encoder = new RecordingEncoder(44_100, { coder, maxSeconds: 10 });
    encoder.push(tone(0.5, 44_100, 2));
    const { frames, report, durationMs, ...rest } = encoder.finish();
    expect([rest.coder, durationMs, frames.length]).toEqual([coder, 2000, 16_000]);
    expect([report.sampleCount, report.codedBytes, bitRateOf(report)]).toEqual([
      16_000, 16_000, 64_000,
    ]);
  });

  it('reports the quality of the coded sound, and that of plain 8 bits', () => {
    const encoder = encoderOf(44_100);
    encoder.push(tone(0.5, 44_100, 2));
    const { snr, pcm8Snr } = encoder.finish().report;
    expect(pcm8Snr).toEqual({ kind: 'measured', db: expect.closeTo(43.9, 0) });
    expect(snr.kind === 'measured' && snr.db > 60).toBe(true);
  });

  it('gives the same result for the whole and for slices', () => {
    const sound = tone(0.3, 48_000, 1);
    const whole = encoderOf(48_000);
    whole.push(sound);
    const sliced = encoderOf(48_000);
    for (let at = 0; at < sound.length; at += 777) sliced.push(sound.subarray(at, at + 777));
    expect(sliced.finish()).toEqual(whole.finish());
  });

  it('pads the last frame and does not count the padding', () => {
    const encoder = encoderOf(48_000, 1);
    encoder.push(new Float32Array(7)); // two output samples
    const { frames, report } = encoder.finish();
    expect([frames.length, report.sampleCount]).toEqual([NLP64_FRAME_BYTES, 2]);
  });

  it('accepts the allowed length and refuses the first sample beyond it', () => {
    const encoder = encoderOf(8000, 2);
    encoder.push(new Float32Array(16_000));
    expect(() => encoder.push(new Float32Array(1))).toThrow(
      expect.objectContaining({ code: ErrorCode.AudioTooLong, detail: { limitSeconds: 2 } }),
    );
  });

  it('refuses to code an empty recording', () => {
    expect(() => encoderOf(8000).finish()).toThrow(
      expect.objectContaining({ code: ErrorCode.AudioEmpty, peerFault: true }),
    );
  });
});

import * as fc from 'fast-check';
import { parseWav, WavError } from '@sealwave/audio';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { pcm8Wav } from '@sealwave/testing';
import { readBaseAudio } from './base-audio';

describe('readBaseAudio', () => {
  it('returns a RIFF/WAVE file as it is', () => {
    const wav = pcm8Wav(new Int8Array(800).fill(5), 8000);
    expect(readBaseAudio(wav)).toEqual({ wav, durationMs: 100 });
  });

  it('reads other bytes as bare 16-bit samples, and completes an odd last byte', () => {
    const { samplingRate, channels } = parseWav(
      readBaseAudio(Uint8Array.of(0, 0x40, 0, 0xc0, 1)).wav,
    ).readAll();
    expect(samplingRate).toBe(8000);
    expect([...channels[0]]).toEqual([0.5, -0.5, 1 / 32768]);
  });

  it('refuses audio without sound', () => {
    const nothing = expect.objectContaining({ code: ErrorCode.AudioEmpty });
    expect(() => readBaseAudio(new Uint8Array(0))).toThrow(nothing);
    expect(() => readBaseAudio(pcm8Wav(new Int8Array(0), 8000))).toThrow(nothing);
  });

  it('refuses bytes that only begin as a RIFF file', () => {
    expect(() => readBaseAudio(new TextEncoder().encode('RIFF and so on'))).toThrow(WavError);
  });

  it('throws only errors of ours, whatever the bytes are', () => {
    const some = fc.uint8Array({ maxLength: 300 });
    const riff = some.map((bytes) => [
      ...new TextEncoder().encode('RIFF\0\0\0\0WAVEfmt '),
      ...bytes,
    ]);
    fc.assert(
      fc.property(fc.oneof(some, riff), (bytes) => {
        try {
          readBaseAudio(Uint8Array.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(VoiceError);
        }
      }),
    );
  });
});

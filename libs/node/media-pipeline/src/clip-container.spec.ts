import * as fc from 'fast-check';
import { parseWav, WavError, writePcm8Wav } from '@sealwave/audio';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { newClipId, packClip, unpackClip } from './clip-container';

const someBytes = fc.uint8Array({ maxLength: 300 });

describe('a voice clip', () => {
  const wav = writePcm8Wav(
    Int8Array.from({ length: 800 }, (_, i) => i % 100),
    8000,
  );
  const id = newClipId();

  it('keeps its id and its sound, and stays a file that any player reads', () => {
    const packed = packClip({ id, kind: 'voice', bytes: wav });
    const clip = unpackClip(packed);
    expect(clip).toMatchObject({ id, kind: 'voice', durationMs: 100 });
    expect(parseWav(clip.bytes).readAll()).toEqual(parseWav(wav).readAll());
  });

  it('is what a client written from the requirements sends as a RIFF/WAVE file', () => {
    const clip = unpackClip(wav);
    expect(clip).toMatchObject({ kind: 'voice', durationMs: 100, bytes: wav });
    expect(clip.id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is what such a client sends as bare 16-bit samples, an odd last byte completed', () => {
    const { samplingRate, channels } = parseWav(
      unpackClip(Uint8Array.of(0, 0x40, 0, 0xc0, 1)).bytes,
    ).readAll();
    expect(samplingRate).toBe(8000);
    expect([...channels[0]]).toEqual([0.5, -0.5, 1 / 32768]);
  });

  it('is refused when there is no sound in it', () => {
    const nothing = expect.objectContaining({ code: ErrorCode.AudioEmpty });
    expect(() => unpackClip(new Uint8Array(0))).toThrow(nothing);
    expect(() => unpackClip(writePcm8Wav(new Int8Array(0), 8000))).toThrow(nothing);
  });

  it('is refused when it only begins as a RIFF file', () => {
    expect(() => unpackClip(new TextEncoder().encode('RIFF and so on'))).toThrow(WavError);
  });
});

describe('a sealed clip', () => {
  it('comes out as it went in, to the last bit', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const id = newClipId();
        const clip = unpackClip(packClip({ id, kind: 'sealed', bytes }));
        expect(clip).toMatchObject({ id, kind: 'sealed', durationMs: null });
        expect([...clip.bytes]).toEqual([...bytes]);
      }),
    );
  });

  it('is a moment of silence to a client that does not know of it', () => {
    const packed = packClip({
      id: newClipId(),
      kind: 'sealed',
      bytes: new Uint8Array(5_000).fill(99),
    });
    const [samples] = parseWav(packed).read(0, 10_000);
    expect(samples).toEqual(new Float32Array(160));
  });
});

describe('unpackClip', () => {
  it('throws nothing but errors of ours, whatever bytes come', () => {
    const riff = someBytes.map((bytes) => [
      ...new TextEncoder().encode('RIFF\0\0\0\0WAVEfmt '),
      ...bytes,
    ]);
    fc.assert(
      fc.property(fc.oneof(someBytes, riff), (bytes) => {
        try {
          unpackClip(Uint8Array.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(VoiceError);
        }
      }),
    );
  });
});

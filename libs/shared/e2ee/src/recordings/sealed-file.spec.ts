import { parseWav, writeWav } from '@sealwave/audio';
import { type Bytes, ErrorCode, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { KNOWN_ANSWER } from './known-answer-vectors';
import { sealRecording } from './seal-recording';
import {
  isSealedRecording,
  joinSealedFile,
  readSealedRecording,
  splitSealedFile,
} from './sealed-file';
import { SealedRecordingError } from './sealed-recording-error';

const { file: KNOWN_FILE } = KNOWN_ANSWER;
const PLAIN_WAV = writeWav({ samplingRate: 8000, channels: [new Float32Array(10)] }, 's16');

describe('the file of a sealed recording', () => {
  it('is a WAVE file whose samples are IV, ciphertext and tag, and nothing else', async () => {
    const { file } = await sealRecording(new Uint8Array(1000));
    const wav = parseWav(file);
    expect(wav.format).toEqual({ sampleFormat: 'u8', samplingRate: 44_100, channelCount: 1 });
    expect(wav.frameCount).toBe(12 + 1000 + 16);
    expect(toHex(file.subarray(44, 44 + 1028))).toBe(toHex(readSealedRecording(file).data));
    expect(file).toHaveLength(44 + 1028 + 8 + 338);
  });

  it('has evenly distributed bytes: sealed silence is noise', async () => {
    const { file } = await sealRecording(new Uint8Array(100_000));
    const counts = new Float64Array(256);
    for (const byte of readSealedRecording(file).data) counts[byte]++;
    const expected = 100_028 / 256;
    const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 255 degrees of freedom: above 400 once in a hundred million times.
    expect(chiSquare).toBeLessThan(400);
  });

  it('is recognised by its chunks, damaged or not', () => {
    const damaged = KNOWN_FILE.slice();
    damaged[60] ^= 1;
    expect([KNOWN_FILE, damaged, KNOWN_FILE.slice(0, -1)].map(isSealedRecording)).toEqual([
      true,
      true,
      true,
    ]);
    expect([PLAIN_WAV, new Uint8Array(), new Uint8Array(500)].map(isSealedRecording)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is read, or refused with SealedRecordingError, for any bytes', () => {
    const { data, body } = splitSealedFile(KNOWN_FILE);
    const anyBytes = fc.uint8Array({ maxLength: 337 }) as fc.Arbitrary<Bytes>;
    const withHead = (head: Bytes): Bytes => {
      const mixed = body.slice();
      mixed.set(head);
      return mixed;
    };
    const anyFile = fc.oneof(
      anyBytes,
      anyBytes.map((envelope) => joinSealedFile(data, envelope)),
      anyBytes.map((head) => joinSealedFile(data, withHead(head))),
    );
    const read = (file: Bytes): unknown => {
      try {
        return readSealedRecording(file).data;
      } catch (error) {
        return error;
      }
    };
    fc.assert(
      fc.property(anyFile, (file) => {
        const outcome = read(file);
        if (!(outcome instanceof SealedRecordingError)) expect(outcome).toEqual(data);
      }),
    );
    expect(read(Uint8Array.of(1, 2, 3))).toBeInstanceOf(SealedRecordingError);
  });

  it.each([
    ['a version to come', 0, 2],
    ['a mode to come', 1, 4],
    ['a mode far away', 1, 255],
    ['flags', 3, 1],
  ])('is refused as unknown with %s', (_, at, value) => {
    const { data, body } = splitSealedFile(KNOWN_FILE.slice());
    body[at] = value;
    expect(() => readSealedRecording(joinSealedFile(data, body))).toThrow(
      expect.objectContaining({ code: ErrorCode.SealedRecordingUnsupported }),
    );
  });

  it('is refused with a time that no date expresses', () => {
    const { data, body } = splitSealedFile(KNOWN_FILE.slice());
    body[44] = 1;
    expect(() => readSealedRecording(joinSealedFile(data, body))).toThrow(
      expect.objectContaining({ code: ErrorCode.SealedRecordingDamaged }),
    );
  });
});

import { ErrorCode, fromHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { MAX_RIFF_CHUNKS, readRiff, writeRiff } from './riff';
import { WavError } from './wav-error';

const anIdentifier = fc
  .array(fc.integer({ min: 0x20, max: 0x7e }), { minLength: 4, maxLength: 4 })
  .map((codes) => String.fromCharCode(...codes));
const aChunk = fc.record({ id: anIdentifier, body: fc.uint8Array({ minLength: 1 }) });

/** 'RIFF', the size, 'WAVE', and what follows in hexadecimal. */
const wave = (size: string, rest: string) => fromHex(`52494646 ${size} 57415645 ${rest}`);
const data = '64617461';
const list = '4c495354';

describe('RIFF', () => {
  it('has the layout of its specification', () => {
    const file = writeRiff('WAVE', [{ id: 'data', body: Uint8Array.of(1, 2, 3) }]);
    expect(file).toEqual(wave('10000000', `${data} 03000000 010203 00`));
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anIdentifier, fc.array(aChunk), (formType, chunks) => {
        const file = readRiff(writeRiff(formType, chunks));
        expect(file.formType).toBe(formType);
        expect(file.chunks).toEqual(
          chunks.map((chunk) => ({ ...chunk, claimedBytes: chunk.body.length, complete: true })),
        );
      }),
    );
  });

  it('reads any bytes or refuses them with its own error, and stays within them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 256 }), (rest) => {
        const file = wave('00000000', '');
        const { chunks } = readRiff(Uint8Array.of(...file, ...rest));
        const claimed = chunks.reduce((total, { body }) => total + 8 + body.length, 12);
        expect(claimed).toBeLessThanOrEqual(file.length + rest.length);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(() => readRiff(bytes)).toThrow(WavError);
      }),
    );
  });

  it('returns the rest of the file for a chunk that claims more than it holds', () => {
    const [chunk] = readRiff(wave('ff000000', `${data} f0000000 0102`)).chunks;
    expect(chunk).toEqual({
      id: 'data',
      body: Uint8Array.of(1, 2),
      claimedBytes: 240,
      complete: false,
    });
  });

  it.each([
    ['both sizes 0', '00000000', '00000000'],
    ['both sizes unknown', 'ffffffff', 'ffffffff'],
    ['an unknown file with empty data', 'ffffffff', '00000000'],
    ['a file that ends at its empty data', '0c000000', '00000000'],
  ])('reads to the end of a streamed file: %s', (_, fileSize, dataSize) => {
    const [chunk] = readRiff(wave(fileSize, `${data} ${dataSize} 010203040506070809`)).chunks;
    expect(chunk.body).toHaveLength(9);
    expect(chunk.claimedBytes).toBe(0xffffffff);
  });

  it('accepts empty data followed by more chunks', () => {
    const { chunks } = readRiff(wave('16000000', `${data} 00000000 ${list} 02000000 0102`));
    expect(chunks.map(({ id, body }) => [id, body.length])).toEqual([
      ['data', 0],
      ['LIST', 2],
    ]);
  });

  it('ignores what follows the last chunk and is not a chunk', () => {
    expect(
      readRiff(wave('0e000000', `${data} 02000000 0102 ${'00'.repeat(20_000)}`)).chunks,
    ).toEqual([{ id: 'data', body: Uint8Array.of(1, 2), claimedBytes: 2, complete: true }]);
  });

  it('refuses more chunks than its limit', () => {
    const file = (count: number) => wave('00000000', `${list} 00000000`.repeat(count));
    expect(readRiff(file(MAX_RIFF_CHUNKS)).chunks).toHaveLength(MAX_RIFF_CHUNKS);
    expect(() => readRiff(file(MAX_RIFF_CHUNKS + 1))).toThrow(
      expect.objectContaining({ code: ErrorCode.AudioUnreadable, peerFault: true }),
    );
  });

  it.each(['', 'abc', 'abcde', 'ab\n ', 'ab\u00e9d'])(
    'refuses to write the identifier %j',
    (id) => {
      const body = new Uint8Array(1);
      const usage = expect.objectContaining({ code: ErrorCode.Usage });
      expect(() => writeRiff('WAVE', [{ id, body }])).toThrow(usage);
      expect(() => writeRiff(id, [])).toThrow(usage);
    },
  );
});

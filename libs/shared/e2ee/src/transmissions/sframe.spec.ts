import { ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { SFrameCipher } from './sframe-cipher';
import { encodeSFrameHeader, readSFrameHeader } from './sframe-header';

/** The parts of the public vectors that are used here (sframe-wg/sframe). */
interface SFrameVectors {
  readonly header: readonly {
    readonly kid: string;
    readonly ctr: string;
    readonly encoded: string;
  }[];
  readonly sframe: readonly (Readonly<Record<'base_key' | 'metadata' | 'pt' | 'ct', string>> & {
    readonly cipher_suite: string;
    readonly kid: string;
    readonly ctr: string;
  })[];
}

const { readVectors } = globalThis as { readVectors?: (path: string) => string | undefined };
const text = readVectors?.('sframe/test-vectors.json');
const itWithVectors = text === undefined ? it.skip : it;
/** The file has numbers above 2^53, so numbers are read as texts. */
const vectors =
  text === undefined
    ? undefined
    : (JSON.parse(text.replace(/: (\d+)/g, ': "$1"')) as SFrameVectors);

describe('RFC 9605', () => {
  itWithVectors('writes and reads all 289 headers', () => {
    expect(vectors!.header).toHaveLength(289);
    for (const { kid, ctr, encoded } of vectors!.header) {
      const header = { keyId: BigInt(kid), counter: BigInt(ctr) };
      expect(toHex(encodeSFrameHeader(header))).toBe(encoded);
      expect(readSFrameHeader(fromHex(encoded))).toEqual({ ...header, length: encoded.length / 2 });
    }
  });

  itWithVectors('seals and opens as suite 5 does', async () => {
    const vector = vectors!.sframe.find(({ cipher_suite }) => cipher_suite === '5')!;
    const cipher = await SFrameCipher.of(BigInt(vector.kid), fromHex(vector.base_key));
    const [metadata, frame] = [fromHex(vector.metadata), fromHex(vector.ct)];
    const sealed = await cipher.seal(BigInt(vector.ctr), fromHex(vector.pt), metadata);
    expect(toHex(sealed)).toBe(vector.ct);
    const opened = await cipher.open(frame, readSFrameHeader(frame)!, metadata);
    expect(toHex(opened)).toBe(vector.pt);
  });
});

describe('the header of an SFrame', () => {
  const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

  it('is read as it was written, and not from less', () => {
    fc.assert(
      fc.property(number, number, (keyId, counter) => {
        const bytes = encodeSFrameHeader({ keyId, counter });
        expect(readSFrameHeader(bytes)).toEqual({ keyId, counter, length: bytes.length });
        expect(readSFrameHeader(bytes.subarray(0, -1))).toBeNull();
      }),
    );
  });
});

describe('a frame', () => {
  it('is refused with any bit changed, other metadata, or written in more bytes than needed', async () => {
    const cipher = await SFrameCipher.of(5n, new Uint8Array(32));
    const metadata = new Uint8Array(3);
    const frame = await cipher.seal(9n, Uint8Array.of(1, 2, 3), metadata);
    const refused = expect.objectContaining({ code: ErrorCode.IntegrityFailed });
    for (let bit = 8; bit < frame.length * 8; bit++) {
      const changed = frame.slice();
      changed[bit >> 3] ^= 1 << (bit & 7);
      await expect(cipher.open(changed, readSFrameHeader(changed)!, metadata)).rejects.toEqual(
        refused,
      );
    }
    await expect(cipher.open(frame, readSFrameHeader(frame)!, new Uint8Array(4))).rejects.toEqual(
      refused,
    );
    const longer = Uint8Array.from([frame[0] + 1, 0, ...frame.subarray(1)]);
    const header = readSFrameHeader(longer)!;
    expect(header.counter).toBe(9n);
    await expect(cipher.open(longer, header, metadata)).rejects.toEqual(refused);
  });
});

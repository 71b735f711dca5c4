import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { partOf, sealClip, type SealedClip, tryToOpen, withFlippedBit } from './sealed-clip';

describe('a clip that was sealed', () => {
  const original = Uint8Array.from({ length: 101 }, (_, i) => i) as Bytes;
  let clip: SealedClip;
  beforeAll(async () => (clip = await sealClip(original)));

  it('opens unchanged, to the last bit', async () => {
    expect(await tryToOpen(clip.file, clip.key, original)).toEqual({
      kind: 'opened',
      identical: true,
    });
    expect(await tryToOpen(clip.file, clip.key, original.slice(1))).toEqual({
      kind: 'opened',
      identical: false,
    });
  });

  it('is refused with any flipped bit, in every part', async () => {
    const refusedIn = new Set<string>();
    for (let byte = 0; byte < clip.file.length; byte++) {
      const outcome = await tryToOpen(
        withFlippedBit(clip.file, byte, byte % 8),
        clip.key,
        original,
      );
      expect(outcome.kind).toBe('refused');
      refusedIn.add(partOf(clip.file, byte));
    }
    expect([...refusedIn]).toEqual(['header', 'iv', 'ciphertext', 'tag', 'envelope']);
  });

  it('is refused with the code of another one', async () => {
    expect(await tryToOpen(clip.file, clip.otherKey, original)).toEqual({
      kind: 'refused',
      code: ErrorCode.WrongUnlockCode,
    });
  });

  it('has parts that begin where the format says', () => {
    const parts = [43, 44, 55, 56, 156, 157, 172, 173].map((byte) => partOf(clip.file, byte));
    expect(parts).toEqual([
      'header',
      'iv',
      'iv',
      'ciphertext',
      'ciphertext',
      'tag',
      'tag',
      'envelope',
    ]);
  });

  it('does not change with a changed copy', () => {
    const changed = withFlippedBit(clip.file, 50, 7);
    expect(changed[50] ^ clip.file[50]).toBe(0x80);
    expect(withFlippedBit(changed, 50, 7)).toEqual(clip.file);
  });
});

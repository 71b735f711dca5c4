import { ErrorCode } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { encodePart, MAX_PART_BYTES, parsePart, transmissionIdText } from './transmission-part';

const id = new Uint8Array(16).fill(0xab);

describe('a part of a transmission', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('header' as const, 'frames' as const, 'trailer' as const),
        fc.uint8Array({ minLength: 1, maxLength: 500 }),
        (kind, bytes) => {
          const part = { kind, transmissionId: id, body: new Uint8Array(bytes) };
          expect(parsePart(encodePart(part))).toEqual(part);
        },
      ),
    );
  });

  it('has its kind first, and then the id of its transmission', () => {
    const part = encodePart({ kind: 'frames', transmissionId: id, body: Uint8Array.of(7) });
    expect([...part]).toEqual([2, ...id, 7]);
    expect(transmissionIdText(parsePart(part))).toBe('ab'.repeat(16));
  });

  it.each([
    ['an unknown kind', [0, ...id, 1]],
    ['a kind of a later version', [4, ...id, 1]],
    ['no body', [1, ...id]],
    ['half an id', [1, 2, 3]],
    ['nothing', []],
    ['more than 16 KiB', [1, ...new Uint8Array(MAX_PART_BYTES)]],
  ])('is refused with %s', (_, bytes) => {
    expect(() => parsePart(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: ErrorCode.ProtocolError }),
    );
  });

  it('is not written above 16 KiB', () => {
    const most = {
      kind: 'header',
      transmissionId: id,
      body: new Uint8Array(MAX_PART_BYTES - 17),
    } as const;
    expect(encodePart(most)).toHaveLength(MAX_PART_BYTES);
    expect(() => encodePart({ ...most, body: new Uint8Array(MAX_PART_BYTES - 16) })).toThrow();
  });
});

import { type Bytes, fromHex, toHex } from '@sealwave/kernel';
import * as fc from 'fast-check';
import {
  areRoomFlags,
  isSealedRoomId,
  moderatorDigest,
  moderatorProofMessage,
  NO_MODERATOR,
  sealedRoomId,
} from './sealed-room-id';

/** From the known answers of the design: k = 00 .. 1f, d = 32 bytes 07, flags 3. */
const ACCESS = fromHex('1a81505f572f25df4c245d17b19ac7d5bc299c3151bb9e33c5f2c1879ad0c2fb');
const MODERATOR = fromHex('f6b9a69d9e39999bed2229779c566444');
const ID = 'fIJXOqiVpH1lL1c_MsFpWBMC';
const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }) as fc.Arbitrary<Bytes>;

describe('the id of a sealed room', () => {
  it('is that of the known answers', async () => {
    expect(await sealedRoomId({ flags: 3, access: ACCESS, moderator: MODERATOR })).toBe(ID);
    expect(isSealedRoomId(ID)).toBe(true);
  });

  it('is another one with any other flag, access or moderator', async () => {
    const others = await Promise.all([
      sealedRoomId({ flags: 1, access: ACCESS, moderator: MODERATOR }),
      sealedRoomId({ flags: 3, access: ACCESS, moderator: NO_MODERATOR }),
      sealedRoomId({ flags: 3, access: new Uint8Array(32), moderator: MODERATOR }),
    ]);
    expect(new Set([ID, ...others]).size).toBe(4);
  });

  it('has a form that no other id has', () => {
    for (const text of ['', 'lobby', ID.slice(1), `${ID}A`, `+${ID.slice(1)}`, null]) {
      expect(isSealedRoomId(text)).toBe(false);
    }
  });

  it('knows its flags', () => {
    expect([0, 1, 2, 3, 4, 7, 255].filter(areRoomFlags)).toEqual([0, 1, 2, 3]);
  });
});

describe('what a moderator is known by', () => {
  it('differs with every key, and is never that of a room without one', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(65), bytes(65), async (one, other) => {
        const [first, second] = await Promise.all([one, other].map(moderatorDigest));
        expect(toHex(first) === toHex(second)).toBe(toHex(one) === toHex(other));
        expect(toHex(first)).not.toBe(toHex(NO_MODERATOR));
      }),
    );
  });

  it('signs for one room and one connection', () => {
    const [room, exporter] = [new Uint8Array(18), new Uint8Array(32)];
    const message = moderatorProofMessage(room, exporter);
    expect(message).toHaveLength('svc-moderator-v2'.length + 1 + 50);
    expect(moderatorProofMessage(room, exporter.slice().fill(1))).not.toEqual(message);
  });
});

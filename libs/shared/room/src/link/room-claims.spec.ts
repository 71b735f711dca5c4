import fc from 'fast-check';
import { encodeRoomClaims, parseRoomClaims, type RoomClaims } from './room-claims';

const base64url = (length: number) =>
  fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${length}}$`), { size: 'max' });
const claims: fc.Arbitrary<RoomClaims> = fc.record({
  room: fc.oneof(base64url(22), base64url(24)),
  expiresAt: fc.integer({ min: 0, max: 9_999_999_999 }),
  rights: fc.integer({ min: 0, max: 15 }),
  nonce: base64url(16),
});

describe('the claims of a token', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(claims, (each) => expect(parseRoomClaims(encodeRoomClaims(each))).toEqual(each)),
    );
  });

  it.each([
    '',
    'v1',
    `v2.${'A'.repeat(22)}.1.2.${'B'.repeat(16)}`,
    `v1.${'A'.repeat(21)}.1.2.${'B'.repeat(16)}`,
    `v1.${'A'.repeat(24)}.1.2.${'B'.repeat(16)}`,
    `v1.${'A'.repeat(22)}.-1.2.${'B'.repeat(16)}`,
    `v1.${'A'.repeat(22)}.01.2.${'B'.repeat(16)}`,
    `v1.${'A'.repeat(22)}.1.2.${'B'.repeat(17)}`,
    `v1.${'A'.repeat(22)}.1.2.${'B'.repeat(16)}.`,
    `v1.${'A'.repeat(22)}.1.16.${'B'.repeat(16)}`,
    `v1.${'A'.repeat(22)}.1.255.${'B'.repeat(16)}`,
    `v1.${'A'.repeat(22)}.1.999.${'B'.repeat(16)}`,
  ])('are not %j', (text) => expect(parseRoomClaims(text)).toBeNull());
});

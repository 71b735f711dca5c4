import { type Bytes, fromHex } from '@sealwave/kernel';
import { acquaintanceOf, type RememberedPerson } from './remembered-people';
import { pairSafetyCode, roomSafetyCode } from './safety-code';
import { type PersonSecurity, securityState } from '../security-state';

const identity = (n: number): Bytes => new Uint8Array(65).fill(n);
const ROOM = { room: new Uint8Array(18).fill(1), safety: new Uint8Array(32).fill(2) };

describe('the safety code of a room', () => {
  it('is six groups of five digits, whatever the order of the people', async () => {
    const code = await roomSafetyCode(ROOM, [identity(3), identity(1), identity(2)]);
    expect(code).toMatch(/^(\d{5} ){5}\d{5}$/);
    expect(await roomSafetyCode(ROOM, [1, 2, 3, 1].map(identity))).toBe(code);
  });

  it('is another one with anybody more, in another room, and with another link', async () => {
    const codes = await Promise.all([
      roomSafetyCode(ROOM, [1, 2].map(identity)),
      roomSafetyCode(ROOM, [1, 2, 3].map(identity)),
      roomSafetyCode({ ...ROOM, room: new Uint8Array(18) }, [1, 2].map(identity)),
      roomSafetyCode({ ...ROOM, safety: new Uint8Array(32) }, [1, 2].map(identity)),
    ]);
    expect(new Set(codes).size).toBe(4);
  });
});

describe('the safety code of two people', () => {
  it('is the same at both, and another one for any other two', async () => {
    const [one, other] = [identity(1), identity(2)];
    const code = await pairSafetyCode(one, other);
    expect(await pairSafetyCode(other, one)).toBe(code);
    expect(await pairSafetyCode(one, identity(3))).not.toBe(code);
  });
});

describe('somebody who is met', () => {
  const remembered: RememberedPerson[] = [
    { name: 'Ann', identity: identity(1), verified: true },
    { name: 'Bob', identity: identity(2), verified: false },
  ];

  it.each([
    ['verified', 'Ann', 1],
    ['verified', 'Anna', 1],
    ['known', 'Bob', 2],
    ['new', 'Bob', 3],
    ['new', 'Carl', 3],
    ['new', null, 3],
    ['changed', 'Ann', 3],
    ['changed', 'ann', 3],
    ['changed', '\uff21nn', 2],
  ])('is %s: %s with identity %i', (acquaintance, name, n) => {
    expect(acquaintanceOf(remembered, { name, identity: identity(n) })).toBe(acquaintance);
  });
});

describe('the state of protection', () => {
  const other = (n: number, change: Partial<PersonSecurity> = {}): PersonSecurity => ({
    ...{ n, acquaintance: 'new', canHear: true, isFailing: false, ...change },
  });
  const verified = { acquaintance: 'verified' } as const;

  it.each([
    ['open', 'open', [other(1, { isFailing: true })], []],
    ['sealed', 'sealed', [], []],
    ['sealed', 'sealed', [other(1), other(2, verified)], []],
    ['verified', 'sealed', [other(1, verified), other(2, verified)], []],
    ['partial', 'sealed', [other(1, verified), other(2, { canHear: false })], [2]],
    ['partial', 'sealed', [other(1, { acquaintance: null })], [1]],
    ['broken', 'sealed', [other(1, { canHear: false }), other(2, { isFailing: true })], [2]],
    ['broken', 'sealed', [other(1, { acquaintance: 'changed' }), other(2)], [1]],
  ] as const)('is %s', (level, room, others, because) => {
    const hearing = others.filter(({ canHear }) => canHear).length;
    const expected = { level, because, hearing, others: others.length };
    expect(securityState({ room, others })).toEqual(expected);
  });
});

describe('a safety code that other software made', () => {
  it('is ours', async () => {
    // Python: hashlib.sha256, hashlib.pbkdf2_hmac.
    const keys = { room: fromHex('01'.repeat(18)), safety: fromHex('02'.repeat(32)) };
    expect(await roomSafetyCode(keys, [identity(4), identity(9)])).toBe(
      '09662 30894 49245 24694 64679 56452',
    );
    expect(await pairSafetyCode(identity(9), identity(4))).toBe(
      '98374 37723 15902 09963 03712 54027',
    );
  });
});

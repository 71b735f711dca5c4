import type { Bytes } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { MemberKeys } from './member-keys';
import { isRecordFor } from './addressed-record';
import {
  drawnKey,
  handedKey,
  KEY_LIFETIME_MS,
  planSenderKey,
  type SenderKeySituation,
  type SenderKeyUse,
  usedKey,
} from './sender-key-plan';

const person = (n: number): [number, { identity: Bytes }] => [
  n,
  { identity: new Uint8Array(65).fill(n) },
];
const heldBy = (...numbers: number[]): SenderKeyUse =>
  numbers.reduce((use, n) => handedKey(use, n, person(n)[1].identity), drawnKey(0));
const plan = (situation: Partial<SenderKeySituation>) =>
  planSenderKey({ use: null, members: [], nowMs: 0, isTransmitting: false, ...situation });

describe('F3: the plan for a sender key', () => {
  it.each([
    [
      'draws the first key, and hands it to all',
      { members: [person(1), person(2)] },
      true,
      false,
      [1, 2],
    ],
    ['draws one when alone', {}, true, false, []],
    ['keeps a key that all have', { use: heldBy(1), members: [person(1)] }, false, false, []],
    [
      'hands the key to a newcomer, in the middle of a transmission as well',
      { use: heldBy(1), members: [person(1), person(2)], isTransmitting: true },
      ...[false, false, [2]],
    ],
    [
      'draws another when somebody has left, before the next transmission',
      { use: heldBy(1, 2), members: [person(1)] },
      ...[true, false, [1]],
    ],
    [
      'draws another and ends the transmission that somebody removed would hear',
      { use: heldBy(1, 2), members: [person(1), person(3)], isTransmitting: true },
      ...[true, true, [1, 3]],
    ],
    [
      'takes somebody else under the same number for somebody else',
      { use: heldBy(1), members: [[1, person(2)[1]]], isTransmitting: true },
      ...[true, true, [1]],
    ],
    [
      'draws another after 10 minutes, and lets a transmission end in peace',
      { use: heldBy(1), members: [person(1)], nowMs: KEY_LIFETIME_MS, isTransmitting: true },
      ...[true, false, [1]],
    ],
    [
      'does not before',
      { use: heldBy(1), members: [person(1)], nowMs: KEY_LIFETIME_MS - 1 },
      false,
      false,
      [],
    ],
    [
      'draws another after a reconnection, and goes on in a new transmission',
      { members: [person(1)], isTransmitting: true },
      ...[true, true, [1]],
    ],
  ] as [string, Partial<SenderKeySituation>, boolean, boolean, number[]][])(
    '%s',
    (_, situation, draw, restart, handTo) => {
      expect(plan(situation)).toEqual({ draw, restart, handTo });
    },
  );

  it('draws another after 64 transmissions', () => {
    let use = heldBy(1);
    for (let i = 0; i < 64; i++) {
      expect(plan({ use, members: [person(1)] }).draw).toBe(false);
      use = usedKey(use);
    }
    expect(plan({ use, members: [person(1)] })).toMatchObject({ draw: true, handTo: [1] });
  });

  it('never lets one who is gone hold the key that is used, and leaves nobody without it', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 8 }));
    const rosters = fc.array(numbers, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rosters, (changes) => {
        let use: SenderKeyUse | null = null;
        for (const roster of changes) {
          const members = roster.map(person);
          const { draw, handTo } = plan({ use, members });
          let next: SenderKeyUse = draw || use === null ? drawnKey(0) : use;
          for (const n of handTo) next = handedKey(next, n, person(n)[1].identity);
          expect([...next.holders.keys()].sort()).toEqual([...roster].sort());
          use = usedKey(next);
        }
      }),
    );
  });
});

describe('the member keys of a client', () => {
  it('are renewed after 10 minutes, and open what is on the way for a while', async () => {
    const keys = await MemberKeys.make(0);
    const first = keys.current;
    const recordFor = async (point: Bytes) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', point));
      return Uint8Array.from([2, ...new Uint8Array(8), ...digest.subarray(0, 8)]);
    };
    const record = await recordFor(first.publicPoint);
    expect([keys.isDue(KEY_LIFETIME_MS - 1), keys.isDue(KEY_LIFETIME_MS)]).toEqual([false, true]);
    await keys.renew(KEY_LIFETIME_MS);
    expect(keys.current).not.toBe(first);
    expect(await keys.keyFor(record, KEY_LIFETIME_MS + 29_999)).toBe(first);
    expect(await keys.keyFor(await recordFor(keys.current.publicPoint), 0)).toBe(keys.current);
    expect(await keys.keyFor(record, KEY_LIFETIME_MS + 30_000)).toBeNull();
    expect(await keys.keyFor(new Uint8Array(3), KEY_LIFETIME_MS)).toBeNull();
    expect(await isRecordFor(first.publicPoint, record)).toBe(true);
  });
});

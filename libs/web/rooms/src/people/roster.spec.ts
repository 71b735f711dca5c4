import { type Member, namesOf, rowsOf } from './roster';

const member = (n: number, name: string | null = `P${n}`): Member => ({
  ...{ n, name },
  ...{ talking: false, muted: false, moderator: false, listener: false },
});

describe('rowsOf', () => {
  const order = (rows: ReturnType<typeof rowsOf>) =>
    rows.map(({ member: { n }, gone }) => (gone ? -n : n));

  it('are in the order of arrival, whichever member speaks and in any order of the roster', () => {
    const talking = { ...member(3), talking: true };
    expect(order(rowsOf([talking, member(1), member(2)], [], false))).toEqual([1, 2, 3]);
  });

  it('keep the rows of members who leave while the list is in use, and not after', () => {
    const before = rowsOf([member(1), member(2), member(3)], [], false);
    const still = rowsOf([member(1), member(3), member(4)], before, true);
    expect(order(still)).toEqual([1, -2, 3, 4]);
    expect(order(rowsOf([member(1), member(4)], still, true))).toEqual([1, -2, -3, 4]);
    expect(order(rowsOf([member(1), member(3), member(4)], still, false))).toEqual([1, 3, 4]);
  });

  it('do not grow without limit under a resting pointer', () => {
    let rows = rowsOf([], [], true);
    for (let n = 1; n < 500; n++) rows = rowsOf([member(n)], rows, true);
    expect(rows.length).toBeLessThan(70);
    expect(order(rows).at(-1)).toBe(499);
  });
});

describe('namesOf', () => {
  it('distinguishes members without a name, and members with the same name', () => {
    const members = [member(2, 'Ben'), member(7, 'ben'), member(4, null), member(5, null)];
    expect([...namesOf(members)]).toEqual([
      [2, 'Ben'],
      [4, 'Guest 4'],
      [5, 'Guest 5'],
      [7, 'ben (7)'],
    ]);
  });

  it('does not rename a member when others join', () => {
    const early = namesOf([member(2, 'Ben')]);
    const late = namesOf([member(2, 'Ben'), member(9, 'Ben')]);
    expect(late.get(2)).toBe(early.get(2));
  });
});

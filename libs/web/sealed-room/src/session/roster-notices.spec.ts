import { noticesBetween, othersIn } from './roster-notices';

const member = (n: number, muted = false) => ({ n, muted });

describe('noticesBetween', () => {
  it('tells who left before who came, and then who was muted', () => {
    const before = [member(1), member(2), member(3)];
    const after = [member(2, true), member(3), member(4, true)];
    expect(noticesBetween(before, after)).toEqual([
      { t: 'gone', n: 1 },
      { t: 'here', n: 4, muted: true },
      { t: 'muted', n: 2, on: true },
    ]);
  });

  it('tells nothing when nothing has changed', () => {
    expect(noticesBetween([member(1)], [member(1)])).toEqual([]);
  });
});

describe('othersIn', () => {
  it('leaves this page out', () => {
    const still = { name: null, talking: false, moderator: false, listener: false };
    const members = [1, 2].map((n) => ({ ...still, n, muted: false }));
    expect(othersIn({ id: 'A', you: 1, moderator: false, members })).toEqual([member(2)]);
  });
});

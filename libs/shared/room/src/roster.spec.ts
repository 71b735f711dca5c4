import { MAX_ROOM_MEMBERS } from './member';
import type { RoomNotice } from './record/room-record';
import { applyNotice, rosterOf, type RosterMember, UNKNOWN_ROSTER } from './roster';

const SILENT = { talking: false, muted: false, moderator: false, listener: false };
const ANN: RosterMember = { n: 1, name: 'Ann', ...SILENT };
const start = rosterOf({ t: 'joined', caps: [], you: 2, members: [{ n: 1, name: 'Ann' }] });
const after = (...notices: RoomNotice[]) => notices.reduce(applyNotice, start).members;

describe('the roster of a room', () => {
  it('starts with what the server sends in `joined`', () => {
    expect(start).toEqual({ you: 2, moderator: false, members: [ANN] });
    expect(rosterOf({ t: 'joined', caps: [] })).toEqual(UNKNOWN_ROSTER);
  });

  it('appends a member who joins, and drops one who leaves', () => {
    const ben = { n: 3, name: null, listener: true };
    expect(after({ t: 'here', ...ben })).toEqual([ANN, { ...SILENT, ...ben }]);
    expect(after({ t: 'here', ...ben }, { t: 'gone', n: 1 })).toEqual([{ ...SILENT, ...ben }]);
  });

  it('shows who is speaking, until they stop or are muted', () => {
    const talking: RoomNotice = { t: 'talking', n: 1, on: true };
    expect(after(talking)).toEqual([{ ...ANN, talking: true }]);
    expect(after(talking, { t: 'talking', n: 1, on: false })).toEqual([ANN]);
    expect(after(talking, { t: 'muted', n: 1, on: true })).toEqual([{ ...ANN, muted: true }]);
  });

  it('replaces the name of a member who is there, and nothing else', () => {
    const members = after(
      ...[{ t: 'here', n: 3, name: 'Ben' } as const, { t: 'talking', n: 1, on: true } as const],
      ...[{ t: 'here', n: 1, name: 'Anna' } as const],
    );
    expect(members).toEqual([
      { ...ANN, name: 'Anna', talking: true },
      { n: 3, name: 'Ben', ...SILENT },
    ]);
  });

  it('knows who has become a moderator, itself included', () => {
    const moderator = true;
    const roster = applyNotice(start, { t: 'here', n: 1, name: 'Ann', moderator });
    expect(roster).toEqual({ you: 2, moderator: false, members: [{ ...ANN, moderator }] });
    const ben = { n: 2, name: 'Ben' };
    const both = [{ t: 'here', ...ben } as const, { t: 'here', ...ben, moderator } as const];
    expect(both.reduce(applyNotice, start)).toMatchObject({ moderator, members: [ANN, ben] });
    expect(applyNotice(roster, { t: 'here', n: 1, name: null }).members).toEqual([
      { ...ANN, name: null, moderator },
    ]);
  });

  it('does not change when a message is relayed, or for an unknown member', () => {
    const sent: RoomNotice = { t: 'sent', id: '0'.repeat(32), recipients: 1 };
    expect(applyNotice(start, sent)).toBe(start);
    expect(after({ t: 'talking', on: true }, { t: 'muted', n: 9, on: true })).toEqual([ANN]);
  });

  it('never exceeds the size of a room', () => {
    const all = Array.from({ length: MAX_ROOM_MEMBERS + 2 }, (_, i): RoomNotice => {
      return { t: 'here', n: i + 2, name: null };
    });
    expect(after(...all)).toHaveLength(MAX_ROOM_MEMBERS);
  });
});

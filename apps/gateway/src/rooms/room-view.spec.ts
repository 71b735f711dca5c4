import { applyNotice, type Roster, rosterOf } from '@sealwave/room';
import { RoomView } from './room-view';

describe('RoomView', () => {
  const here = rosterOf({ t: 'joined', caps: [], you: 1, members: [{ n: 1, name: 'Ann' }] });

  it('shows the members during a connection', () => {
    const room = new RoomView('lobby', () => here);
    expect(room.current).toMatchObject({ id: 'lobby', you: 1, members: [{ n: 1, name: 'Ann' }] });
    expect(room.memberOf(1)).toEqual({ n: 1, name: 'Ann' });
  });

  it('TM-D6: knows of nobody between two connections, and fails nobody who asks', () => {
    let presence: Roster | null = here;
    const room = new RoomView('lobby', () => presence);
    presence = null;
    expect(room.current).toBeNull();
    expect(room.memberOf(1)).toEqual({ n: 1, name: null });
    presence = applyNotice(here, { t: 'talking', n: 1, on: true });
    expect(room.current).toMatchObject({ members: [{ n: 1, talking: true }] });
  });
});

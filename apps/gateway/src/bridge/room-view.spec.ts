import type { Presence } from '@sealwave/node/tcp';
import { RoomView } from './room-view';

describe('RoomView', () => {
  const here: Presence = { you: 1, members: [{ n: 1, name: 'Ann' }], moderator: false };

  it('shows who is there while there is a connection', () => {
    const room = new RoomView('lobby', () => here);
    expect(room.current).toMatchObject({ id: 'lobby', you: 1, members: [{ n: 1, name: 'Ann' }] });
    expect(room.memberOf(1)).toEqual({ n: 1, name: 'Ann' });
  });

  it('TM-D6: knows of nobody between two connections, and fails nobody who asks', () => {
    let presence: Presence | null = here;
    const room = new RoomView('lobby', () => presence);
    presence = null;
    room.follow({ t: 'talking', n: 1, on: true });
    expect(room.current).toBeNull();
    expect(room.memberOf(1)).toEqual({ n: 1, name: null });
    presence = here;
    expect(room.current).toMatchObject({ members: [{ n: 1, talking: true }] });
  });
});

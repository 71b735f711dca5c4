import { ROOM_SLICE, RoomTurns } from './room-turns';

describe('RoomTurns', () => {
  let turns: RoomTurns;
  let done: string[];
  beforeEach(() => {
    turns = new RoomTurns();
    done = [];
  });

  /** Work of a room that never ends by itself: one unit after the other, each noted. */
  async function work(room: { readonly name: string }, units: number): Promise<void> {
    for (let i = 0; i < units; i++) {
      await turns.take(room, 1);
      done.push(room.name);
    }
  }

  it('lets a room that has done little continue without waiting', () => {
    const waits = Array.from({ length: ROOM_SLICE }, () => turns.take({}, 1));
    expect(waits).toEqual(new Array(ROOM_SLICE).fill(undefined));
  });

  it('TM-D11 lets no room wait for more than a slice of each other one', async () => {
    const loud = Array.from({ length: 5 }, (_, i) => ({ name: `loud ${i}` }));
    const floods = loud.map((room) => work(room, 20 * ROOM_SLICE));
    const quiet = { name: 'quiet' };
    for (let i = 0; i < 10; i++) {
      const before = done.length;
      await turns.take(quiet, 1);
      expect(done.length - before).toBeLessThanOrEqual(2 * loud.length * ROOM_SLICE);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(done.length).toBeLessThan(5 * 20 * ROOM_SLICE);
    await Promise.all(floods);
    expect(done).toHaveLength(5 * 20 * ROOM_SLICE);
  });

  it('TM-D11 lets the event loop go on between the slices of a room', async () => {
    let isOver = false;
    let loops = 0;
    const count = (): void => {
      loops++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await work({ name: 'loud' }, 10 * ROOM_SLICE);
    isOver = true;
    expect(loops).toBeGreaterThanOrEqual(9);
  });

  it('begins work larger than a slice at once, and charges the room afterwards', async () => {
    const room = { name: 'long' };
    expect(turns.take(room, 5 * ROOM_SLICE)).toBeUndefined();
    let loops = 0;
    const count = setInterval(() => undefined, 1);
    const next = turns.take(room, 1)?.then(() => done.push('next'));
    while (done.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      loops++;
    }
    clearInterval(count);
    await next;
    expect(loops).toBeGreaterThanOrEqual(4);
  });
});

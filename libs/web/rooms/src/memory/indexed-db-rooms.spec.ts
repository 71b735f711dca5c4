import { IndexedDbRooms } from './indexed-db-rooms';

const room = { id: 'a', fragment: 'v=1', usedAtMs: 1 };

describe('IndexedDbRooms without a database', () => {
  it('rejects where the browser has none', async () => {
    const rooms = new IndexedDbRooms(() => undefined);
    await expect(rooms.all()).rejects.toThrow('no database');
  });

  it("rejects with the browser's error where it is forbidden, and tries again", async () => {
    let asked = 0;
    const rooms = new IndexedDbRooms(() => {
      asked++;
      throw new DOMException('denied', 'SecurityError');
    });
    await expect(rooms.put(room)).rejects.toMatchObject({ name: 'SecurityError' });
    await expect(rooms.delete('a')).rejects.toMatchObject({ name: 'SecurityError' });
    expect(asked).toBe(2);
  });
});

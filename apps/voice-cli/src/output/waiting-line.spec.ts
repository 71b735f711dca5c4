import { WaitingLine } from './waiting-line';

describe('WaitingLine', () => {
  it('runs tasks one after the other', async () => {
    const line = new WaitingLine(100);
    const done: string[] = [];
    let open: () => void = () => undefined;
    const door = new Promise<void>((resolve) => (open = resolve));
    line.add(1, () => door.then(() => void done.push('first')));
    line.add(1, async () => void done.push('second'));
    expect(done).toEqual([]);
    open();
    await line.done();
    expect(done).toEqual(['first', 'second']);
  });

  it('refuses tasks when it is full, until there is room again', async () => {
    const line = new WaitingLine(10);
    const work = async () => undefined;
    expect([line.add(6, work), line.add(6, work), line.add(4, work)]).toEqual([true, false, true]);
    await line.done();
    expect(line.add(10, work)).toBe(true);
  });

  it('stops at the first failure, and reports it at the end', async () => {
    const line = new WaitingLine(10);
    let isDone = false;
    line.add(1, () => Promise.reject(new Error('no paper')));
    line.add(1, async () => void (isDone = true));
    await expect(line.done()).rejects.toThrow('no paper');
    expect(isDone).toBe(false);
  });
});

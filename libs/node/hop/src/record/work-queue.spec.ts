import { WorkQueue } from './work-queue';

const alive = new AbortController().signal;

function queue(concurrency: number, maxWaiting: number): WorkQueue {
  return new WorkQueue({ concurrency, maxWaiting }, (waiting) => new Error(`${waiting} wait`));
}

/** A task that ends when the test says so. */
function heldTask(log: string[], name: string) {
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (finish = resolve));
  const task = async () => {
    log.push(name);
    await held;
    return name;
  };
  return { task, finish };
}

describe('WorkQueue', () => {
  it('runs tasks up to its limit at once, and the rest in order of arrival', async () => {
    const log: string[] = [];
    const tasks = ['a', 'b', 'c', 'd'].map((name) => heldTask(log, name));
    const work = queue(2, 10);
    const results = tasks.map(({ task }) => work.run(task, alive));
    await Promise.resolve();
    expect(log).toEqual(['a', 'b']);
    tasks[0].finish();
    await results[0];
    await Promise.resolve();
    expect(log).toEqual(['a', 'b', 'c']);
    tasks.forEach(({ finish }) => finish());
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses a task when its queue is full', async () => {
    const first = heldTask([], 'first');
    const work = queue(1, 1);
    const running = work.run(first.task, alive);
    const waiting = work.run(async () => 'second', alive);
    await expect(work.run(async () => 'third', alive)).rejects.toThrow('1 wait');
    first.finish();
    expect(await Promise.all([running, waiting])).toEqual(['first', 'second']);
  });

  it('skips a task whose caller has cancelled it', async () => {
    const first = heldTask([], 'first');
    const gone = new AbortController();
    const work = queue(1, 5);
    const running = work.run(first.task, alive);
    const log: string[] = [];
    const skipped = work.run(heldTask(log, 'skipped').task, gone.signal);
    const next = work.run(async () => 'next', alive);
    gone.abort(new Error('gone'));
    first.finish();
    await expect(skipped).rejects.toThrow('gone');
    expect(await Promise.all([running, next])).toEqual(['first', 'next']);
    expect(log).toEqual([]);
  });

  it('continues after a task failed', async () => {
    const work = queue(1, 1);
    await expect(work.run(() => Promise.reject(new Error('no')), alive)).rejects.toThrow('no');
    expect(await work.run(async () => 'yes', alive)).toBe('yes');
  });
});

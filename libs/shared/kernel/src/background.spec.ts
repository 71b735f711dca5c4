import { runInBackground } from './background';

describe('runInBackground', () => {
  it('starts the work at once', () => {
    let runs = 0;
    runInBackground(() => void runs++, fail);
    expect(runs).toBe(1);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('why');
      },
    ],
    ['is rejected', () => Promise.reject(new Error('why'))],
  ])('reports why work failed that %s', async (_, work: () => Promise<never>) => {
    const reason = await new Promise((heard) => runInBackground(work, heard));
    expect(reason).toEqual(new Error('why'));
  });

  it('reports nothing for work that succeeded', async () => {
    const failures: unknown[] = [];
    const work = Promise.resolve('done');
    runInBackground(
      () => work,
      (reason) => failures.push(reason),
    );
    await work;
    expect(failures).toEqual([]);
  });
});

function fail(): void {
  throw new Error('nothing failed');
}

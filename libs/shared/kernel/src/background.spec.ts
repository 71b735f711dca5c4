import { runInBackground } from './background';

describe('runInBackground', () => {
  it('starts the work at once', () => {
    const work = jest.fn(() => undefined);
    runInBackground(work, fail);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('why');
      },
    ],
    ['is rejected', () => Promise.reject(new Error('why'))],
  ])('says why work failed that %s', async (_, work: () => Promise<never>) => {
    const reason = await new Promise((heard) => runInBackground(work, heard));
    expect(reason).toEqual(new Error('why'));
  });

  it('tells nobody of work that was done', async () => {
    const onFailure = jest.fn();
    const work = Promise.resolve('done');
    runInBackground(() => work, onFailure);
    await work;
    expect(onFailure).not.toHaveBeenCalled();
  });
});

function fail(): void {
  throw new Error('nothing failed');
}

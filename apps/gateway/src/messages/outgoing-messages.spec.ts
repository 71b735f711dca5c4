import type { AudioSent } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { RequestError } from '../browser/request-error';
import { IdempotentSends } from './outgoing-messages';

const answerOf = (id: string) => ({ id }) as AudioSent;

/** Work that ends when the test, or its signal, says so. */
function work() {
  let finish!: () => void;
  let runs = 0;
  const start = (id: string) => (signal: AbortSignal) =>
    new Promise<AudioSent>((resolve, reject) => {
      runs++;
      finish = () => resolve(answerOf(id));
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  return { start, finish: () => finish(), runs: () => runs };
}

describe('IdempotentSends', () => {
  const sends = () => new IdempotentSends();

  it('does the work for an id once, and gives every caller the same answer', async () => {
    const [all, { start, finish, runs }] = [sends(), work()];
    const asked = [all.runOnce('a', start('a')), all.runOnce('a', start('a'))];
    finish();
    expect(await Promise.all([...asked, all.runOnce('a', start('a'))])).toEqual(
      Array(3).fill(answerOf('a')),
    );
    expect(runs()).toBe(1);
  });

  it('does the work again after a failure', async () => {
    const all = sends();
    await expect(all.runOnce('a', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    await expect(all.runOnce('a', async () => answerOf('a'))).resolves.toEqual(answerOf('a'));
  });

  it('forgets all but the latest answers', async () => {
    const all = sends();
    let runs = 0;
    const send = (id: number) =>
      all.runOnce(String(id), async () => (runs++, answerOf(String(id))));
    for (let id = 0; id < 33; id++) await send(id);
    await send(1);
    expect(runs).toBe(33);
    await send(0);
    expect(runs).toBe(34);
  });

  it('cancels work in progress, and rejects its callers', async () => {
    const [all, { start }] = [sends(), work()];
    const sending = all.runOnce('a', start('a'));
    const refused = expect(sending).rejects.toMatchObject({ code: ErrorCode.Cancelled });
    expect(await Promise.all([all.cancel('a'), all.cancel('a')])).toEqual([true, true]);
    await refused;
    expect(await all.cancel('a')).toBe(false);
  });

  it('reports that it is too late when the work finishes anyway', async () => {
    const all = sends();
    let finish!: () => void;
    const sending = all.runOnce(
      'a',
      () => new Promise((resolve) => (finish = () => resolve(answerOf('a')))),
    );
    const cancelling = all.cancel('a');
    finish();
    expect(await cancelling).toBe(false);
    await expect(sending).resolves.toEqual(answerOf('a'));
  });

  it('aborts all work with the given reason', async () => {
    const [all, { start }] = [sends(), work()];
    const both = [all.runOnce('a', start('a')), all.runOnce('b', start('b'))];
    all.abort(RequestError.notConnected());
    for (const { status, reason } of (await Promise.allSettled(both)) as PromiseRejectedResult[])
      expect([status, reason.code]).toEqual(['rejected', ErrorCode.NotConnected]);
  });
});

import { type Bytes, ErrorCode } from '@sealwave/kernel';
import { GatewayError } from '../gateway-error';
import { PartWindow } from './part-window';

const cancelled = { code: ErrorCode.Cancelled };

describe('the parts that a page sends', () => {
  const sent: number[] = [];
  const answers: { resolve: () => void; reject: (reason: Error) => void }[] = [];
  let window: PartWindow;

  const pass = (n: number, signal?: AbortSignal) => window.pass(Uint8Array.of(n), signal);
  const settle = () => jest.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    jest.useFakeTimers();
    sent.length = answers.length = 0;
    window = new PartWindow((part: Bytes) => {
      sent.push(part[0]);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    });
  });

  afterEach(() => jest.useRealTimers());

  it('go out two at a time, in order, each after an answer', async () => {
    const passed = [1, 2, 3, 4, 5].map((n) => pass(n));
    expect(sent).toEqual([1, 2]);
    for (let answered = 0; answered < 5; answered++) {
      expect(sent).toHaveLength(Math.min(answered + 2, 5));
      answers[answered].resolve();
      await settle();
    }
    await Promise.all(passed);
    expect(sent).toEqual([1, 2, 3, 4, 5]);
  });

  it('go on after one that failed, whose sender alone is told', async () => {
    const passed = [1, 2, 3].map((n) => pass(n));
    answers[0].reject(new Error('refused'));
    await expect(passed[0]).rejects.toThrow('refused');
    await settle();
    expect(sent).toEqual([1, 2, 3]);
    for (const { resolve } of answers) resolve();
    await Promise.all(passed.slice(1));
  });

  it('can be cancelled while they wait, and not later', async () => {
    const [first, waiting] = [new AbortController(), new AbortController()];
    const passed = [pass(1, first.signal), pass(2)];
    const third = pass(3, waiting.signal);
    const fourth = pass(4);
    waiting.abort();
    first.abort();
    await expect(third).rejects.toMatchObject(cancelled);
    await expect(pass(5, waiting.signal)).rejects.toMatchObject(cancelled);
    answers[0].resolve();
    await settle();
    expect(sent).toEqual([1, 2, 4]);
    for (const { resolve } of answers) resolve();
    await Promise.all([...passed, fourth]);
  });

  it('are refused after the end, those that wait included', async () => {
    const passed = [pass(1), pass(2)];
    const waiting = pass(3);
    const end = GatewayError.outsideRoom();
    window.close(end);
    await expect(waiting).rejects.toBe(end);
    await expect(pass(4)).rejects.toBe(end);
    for (const { resolve } of answers) resolve();
    await Promise.all(passed);
    expect(sent).toEqual([1, 2]);
  });
});

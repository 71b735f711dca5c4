import { ErrorCode } from '@sealwave/kernel';
import type { SealedRecord } from '@sealwave/room/record';
import { RequestError } from '../browser/request-error';
import { SealedInput, type SealedLink } from './sealed-input';

const PART = new Uint8Array(16 * 1024);
/** Parts that may wait at a time. */
const MOST = 16;
const announce: SealedRecord = { t: 'announce', data: Uint8Array.of(1) };

/** A voice server that reads when the test says so. */
class SlowLink implements SealedLink {
  readonly sent: (SealedRecord | Uint8Array)[] = [];
  readonly signals: AbortSignal[] = [];
  private readonly waiting: PromiseWithResolversOf<void>[] = [];

  sendSealed(record: SealedRecord): Promise<void> {
    this.sent.push(record);
    return this.accepted();
  }
  sendPart(part: Uint8Array, signal: AbortSignal): Promise<void> {
    this.sent.push(part);
    this.signals.push(signal);
    return this.accepted();
  }
  /** Accepts what waits longest. */
  accept(): void {
    this.waiting.shift()?.resolve();
  }
  /** Ends the connection before it accepts what waits longest. */
  lose(reason: Error): void {
    this.waiting.shift()?.reject(reason);
  }

  private accepted(): Promise<void> {
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }
}

interface PromiseWithResolversOf<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

describe('what a browser sends in a sealed room', () => {
  let link: SlowLink;
  let input: SealedInput;

  beforeEach(() => {
    link = new SlowLink();
    input = new SealedInput(() => link);
  });

  it('is passed on in order, and answered when the voice server has accepted it', async () => {
    const answers: string[] = [];
    const part = input.sendPart(PART).then(() => answers.push('part'));
    const record = input.sendRecord(announce).then(() => answers.push('record'));
    expect(link.sent).toEqual([PART, announce]);
    await Promise.resolve();
    expect(answers).toEqual([]);
    link.accept();
    await part;
    expect(answers).toEqual(['part']);
    link.accept();
    await record;
    expect(answers).toEqual(['part', 'record']);
  });

  it('is refused while too many bytes wait, and accepted again afterwards', async () => {
    const parts = Array.from({ length: MOST }, () => input.sendPart(PART));
    const busy = { code: ErrorCode.Busy };
    await expect(input.sendPart(PART)).rejects.toMatchObject(busy);
    await expect(input.sendRecord(announce)).rejects.toMatchObject(busy);
    expect(link.sent).toHaveLength(MOST);
    link.accept();
    await parts[0];
    const more = input.sendPart(PART);
    for (let i = 0; i < MOST; i++) link.accept();
    await expect(Promise.all([...parts, more])).resolves.toHaveLength(MOST + 1);
  });

  it('has room for a record to each of 63 members, an answer to each, and two parts', async () => {
    const direct: SealedRecord = { t: 'direct', n: 2, data: new Uint8Array(512) };
    const records = Array.from({ length: 2 * 63 }, () => input.sendRecord(direct));
    const parts = [input.sendPart(PART), input.sendPart(PART)];
    for (let i = 0; i < 2 * 63 + 2; i++) link.accept();
    await expect(Promise.all([...records, ...parts])).resolves.toHaveLength(128);
  });

  it('is refused while too many records wait, however short they are', async () => {
    const most = 1024;
    const sent = Array.from({ length: most }, () => input.sendRecord(announce).catch(() => null));
    expect(link.sent.length).toBeLessThan(most);
    for (let i = 0; i < most; i++) link.accept();
    expect((await Promise.all(sent)).filter((answer) => answer === null)).not.toEqual([]);
  });

  it('is refused with the reason of a connection that ends, and takes no room any more', async () => {
    const lost = RequestError.notConnected();
    for (let i = 0; i < 2 * MOST; i++) {
      const part = input.sendPart(PART);
      link.lose(lost);
      await expect(part).rejects.toBe(lost);
    }
  });

  it('is refused outside a sealed room', async () => {
    const elsewhere = new SealedInput(() => {
      throw RequestError.noSealedRoom();
    });
    const refused = { code: ErrorCode.InvalidRequest };
    await expect(elsewhere.sendPart(PART)).rejects.toMatchObject(refused);
    await expect(elsewhere.sendRecord(announce)).rejects.toMatchObject(refused);
  });

  it('is dropped when the browser leaves, and not when it is back', () => {
    void input.sendPart(PART);
    input.cancelAll();
    void input.sendPart(PART);
    expect(link.signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });
});

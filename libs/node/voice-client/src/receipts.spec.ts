import { ErrorCode } from '@sealwave/kernel';
import { Receipts } from './receipts';

describe('Receipts', () => {
  const id = 'a'.repeat(32);
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('return how many recipients a message had', async () => {
    const receipts = new Receipts();
    const receipt = receipts.expect(id);
    receipts.settle('b'.repeat(32), 1);
    receipts.settle(id, 3);
    await expect(receipt).resolves.toBe(3);
  });

  it("reject when the connection is lost before the server's report", async () => {
    const receipts = new Receipts();
    const receipt = receipts.expect(id);
    receipts.lose();
    await expect(receipt).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
  });

  it('stop waiting after their time, or when the client leaves', async () => {
    const receipts = new Receipts();
    const late = receipts.expect(id);
    jest.advanceTimersByTime(5_000);
    await expect(late).resolves.toBeNull();
    const cut = receipts.expect(id);
    receipts.abandon();
    await expect(cut).resolves.toBeNull();
  });
});

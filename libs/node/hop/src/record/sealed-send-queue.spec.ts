import { randomBytes } from 'node:crypto';
import { type Frame, FrameType } from '@sealwave/wire';
import { BaseCipher } from './base-cipher';
import type { HopCipher } from './hop-cipher';
import { LONG_MESSAGE_BYTES, openMessage, SealedSendQueue } from './sealed-send-queue';
import { SecuredCipher } from './secured-cipher';

const { Audio, Control } = FrameType;
const secret = randomBytes(96);
const secrets = () => ({
  serverFinished: randomBytes(32),
  clientToServer: Buffer.from(secret.subarray(0, 32)),
  serverToClient: Buffer.from(secret.subarray(32, 64)),
  exporter: Buffer.from(secret.subarray(64)),
});
const renewal = { records: 3, bytes: 1e9, ms: 1e9 };
const secured = (side: 'client' | 'server') =>
  new SecuredCipher({ side, secrets: secrets(), renewal });

describe('SealedSendQueue', () => {
  const pairs: readonly [string, () => [HopCipher, HopCipher]][] = [
    ['base', () => [new BaseCipher(Buffer.alloc(32)), new BaseCipher(Buffer.alloc(32))]],
    ['secured', () => [secured('client'), secured('server')]],
  ];

  it.each(pairs)(
    'sends in order on a %s hop, however long each message takes to seal',
    async (_, pair) => {
      const [ours, theirs] = pair();
      const sent: Frame[] = [];
      const send = (type: FrameType, body: Uint8Array) =>
        sent.push({ type, body: new Uint8Array(body) });
      const sendQueue = new SealedSendQueue({ send }, ours);
      const sizes = [1, LONG_MESSAGE_BYTES, 2, 3, LONG_MESSAGE_BYTES + 7, 4];
      const work = sizes.map((size) => sendQueue.send(new Uint8Array(size), Audio));
      expect(work[0]).toBeUndefined();
      await Promise.all(work);
      expect(sendQueue.send(new Uint8Array(5), Audio)).toBeUndefined();
      const heard: number[] = [];
      for (const { type, body } of sent) {
        const plaintext = await openMessage(theirs, body, type as FrameType);
        if (type !== Control) heard.push(plaintext.length);
      }
      expect(heard).toEqual([...sizes, 5]);
    },
  );

  it('resolves when everything queued was sent', async () => {
    const order: string[] = [];
    const sendQueue = new SealedSendQueue({ send: () => order.push('sent') }, secured('client'));
    await sendQueue.settled();
    void sendQueue.send(new Uint8Array(LONG_MESSAGE_BYTES), Audio);
    void sendQueue.send(new Uint8Array(1), Control);
    await sendQueue.settled();
    order.push('settled');
    expect(order).toEqual(['sent', 'sent', 'settled']);
  });
});

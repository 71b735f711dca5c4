import { SealRejectedError } from '@sealwave/crypto';
import { type Bytes, concat, ErrorCode } from '@sealwave/kernel';
import { TransmissionChain } from '../keys/sender-keys/transmission-chain';
import { voiceFrame } from '../testing/room-fixture';
import { FrameOpener } from './frame-opener';
import { SFrameCipher } from './sframe-cipher';
import { encodeSFrameHeader } from './sframe-header';
import { frameKeyId, keyIndexOf } from './transmission-limits';

const STEP = 3;
const METADATA: Bytes = Uint8Array.of(1, 2, 3);
const chain = () => TransmissionChain.from(new Uint8Array(32).fill(7), 0);

async function frameAt(counter: number): Promise<Bytes> {
  const key = await chain().keyAt(keyIndexOf(counter));
  const cipher = await SFrameCipher.of(frameKeyId(STEP, counter), key);
  return cipher.seal(BigInt(counter), voiceFrame(counter), METADATA);
}

/** A frame that anybody can make who has seen a header: it names a key, and is sealed with none. */
function forgedAt(counter: number): Bytes {
  const keyId = frameKeyId(STEP, counter);
  return concat(encodeSFrameHeader({ keyId, counter: BigInt(counter) }), new Uint8Array(176));
}

describe('the keys of the frames of one transmission', () => {
  it('are derived once, however many forged frames name them', async () => {
    const first = chain();
    const ahead = first.ahead.bind(first);
    let walks = 0;
    first.ahead = (index) => {
      walks++;
      return ahead(index);
    };
    const opener = new FrameOpener(STEP, first);
    for (const counter of [5000, 0, 29_999, 5000, 250, 29_999]) {
      await expect(opener.open(forgedAt(counter), METADATA)).rejects.toThrow(SealRejectedError);
    }
    expect(walks).toBe(1);
  });

  it('stay with the frames that open, whatever was forged in between', async () => {
    const opener = new FrameOpener(STEP, chain());
    for (const counter of [0, 249, 250, 1500, 1499, 29_999]) {
      await expect(opener.open(forgedAt(29_000), METADATA)).rejects.toThrow(SealRejectedError);
      const opening = opener.open(await frameAt(counter), METADATA);
      // The key of 1499 came before that of 1500, which has opened a frame: it is erased.
      if (counter === 1499) await expect(opening).rejects.toMatchObject(MISSING);
      else expect(await opening).toEqual(voiceFrame(counter));
    }
  });

  it('are erased at the end', async () => {
    const opener = new FrameOpener(STEP, chain());
    await opener.open(await frameAt(0), METADATA);
    opener.destroy();
    await expect(opener.open(await frameAt(1), METADATA)).rejects.toMatchObject(MISSING);
  });
});

const MISSING = { code: ErrorCode.SenderKeyMissing };

import { Aes256Gcm } from '@sealwave/crypto';
import { type Bytes, concat, VoiceError } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { openAnnounce } from '../keys/people/announce';
import { openOrder } from '../keys/moderation/order';
import { SealedRoomLink } from '../keys/links/sealed-room-link';
import { openSenderKey } from '../keys/sender-keys/sender-key-record';
import { announceOf, handOver, partyOf } from '../testing/room-fixture';
import { receive, room, sealAll, send } from '../testing/transmission-fixture';

/** What somebody on the way can make of bytes: others, fewer, more, or one of them changed. */
function spoiled(bytes: Bytes): fc.Arbitrary<Bytes> {
  const any = fc.uint8Array({ maxLength: bytes.length + 40 }) as fc.Arbitrary<Bytes>;
  const cut = fc.nat({ max: bytes.length - 1 }).map((end) => bytes.slice(0, end));
  const longer = any.filter(({ length }) => length > 0).map((more) => concat(bytes, more));
  const changed = fc
    .tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }))
    .map(([at, by]) => bytes.map((byte, i) => (i === at ? byte ^ by : byte)));
  return fc.oneof(any, cut, longer, changed);
}

/** Refuses everything that is made of `bytes`, and with nothing but an error of ours. */
async function refusesAllBut(
  bytes: Bytes,
  open: (bytes: Bytes) => Promise<unknown>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(spoiled(bytes), async (wrong) => {
      const error: unknown = await open(wrong).then(
        () => 'accepted',
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(VoiceError);
    }),
  );
  await open(bytes);
}

describe('whatever comes instead', () => {
  it('of an announce, an order, a header, a frame or a trailer is refused with an error of ours', async () => {
    const { ann, bob, link } = await room(1);
    const moderator = (await link.moderator())!;
    await refusesAllBut(await announceOf(ann, 'Ann'), (each) => openAnnounce(bob.keys, each));
    const order = await moderator.signOrder({ act: 'settings', atMs: 1, flags: 2 });
    await refusesAllBut(order, (each) => openOrder(bob.keys, each));
    const sending = await send(ann);
    await refusesAllBut(sending.header, (each) => receive(bob, ann, each));
    const again = await send(ann);
    const [frame] = await sealAll(again, [600]);
    const receiving = await receive(bob, ann, again.header);
    let nowMs = 0;
    await refusesAllBut(frame, (each) => receiving.open(each, (nowMs += 1000)));
    const trailer = await again.end({ reason: 'failed', report: new Uint8Array() });
    await refusesAllBut(trailer, (each) => receiving.end(each));
  });

  it('of a sender key is refused with an error of ours', async () => {
    const { ann, bob, carl } = await room();
    expect(carl.received.hasKeyOf(ann.n)).toBe(false);
    const record = await handOver(ann, carl, [await (await send(ann)).running()]);
    const ends = { keys: carl.keys, sender: partyOf(ann), receiver: partyOf(carl) };
    const parties = { ...ends, own: carl.memberKeys.current };
    await refusesAllBut(record, (each) => openSenderKey(parties, each));
    expect(bob.received.hasKeyOf(ann.n)).toBe(true);
  });

  it('of a link is refused with an error of ours', async () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(texts, texts, async (id, fragment) => {
        const parsed = SealedRoomLink.parse(id, fragment);
        await expect(parsed).rejects.toBeInstanceOf(VoiceError);
      }),
    );
  });

  it('inside of what somebody with the link has sealed is refused with an error of ours', async () => {
    const { ann, bob } = await room();
    const plaintexts = fc.uint8Array({ minLength: 428, maxLength: 428 }) as fc.Arbitrary<Bytes>;
    const cipher = await Aes256Gcm.fromKey(ann.keys.meta);
    const aad = concat(new TextEncoder().encode('svc-announce-v2\0'), ann.keys.room);
    await fc.assert(
      fc.asyncProperty(plaintexts, fc.boolean(), async (plaintext, isOfThisVersion) => {
        if (isOfThisVersion) plaintext[0] = 2;
        const sealed = await cipher.seal(plaintext, { aad });
        await expect(openAnnounce(bob.keys, sealed)).rejects.toBeInstanceOf(VoiceError);
      }),
    );
  });
});

import { ErrorCode, fromBase64Url } from '@sealwave/kernel';
import { partyOf, type Person, personWith } from '../../testing/room-fixture';
import { openMovedLink, sealMovedLink } from './moved-link';
import { SealedRoomLink } from './sealed-room-link';

const refusedAs = (code: ErrorCode) => expect.objectContaining({ code });

const endsOf = (here: Person, sender: Person, receiver: Person) => ({
  keys: here.keys,
  own: here.memberKeys.current,
  sender: partyOf(sender),
  receiver: partyOf(receiver),
});

async function move() {
  const link = await SealedRoomLink.make(1);
  const [ann, bob, eve] = await Promise.all([1, 2, 3].map((n) => personWith(link, n)));
  const changed = (await link.changed())!;
  const order = { act: 'moved', atMs: 1, room: fromBase64Url(changed.id) } as const;
  const record = await sealMovedLink(endsOf(ann, ann, bob), changed.forMembers());
  return { ann, bob, eve, link, changed, order, record };
}

describe('E2: the link of the room to which everybody moves', () => {
  it('reaches those who stay', async () => {
    const { ann, bob, changed, order, record } = await move();
    const link = await openMovedLink(endsOf(bob, ann, bob), record, order);
    expect([link.id, link.role, link.flags]).toEqual([changed.id, 'member', 1]);
  });

  it('reaches nobody else', async () => {
    const { ann, bob, eve, order, record } = await move();
    for (const ends of [endsOf(eve, ann, eve), endsOf(eve, ann, bob), endsOf(bob, eve, bob)]) {
      await expect(openMovedLink(ends, record, order)).rejects.toEqual(
        refusedAs(ErrorCode.SenderKeyRefused),
      );
    }
  });

  it('is refused to another room than that of the order, of the same moderators', async () => {
    const { ann, bob, link, order } = await move();
    const record = await sealMovedLink(endsOf(ann, ann, bob), (await link.changed())!);
    await expect(openMovedLink(endsOf(bob, ann, bob), record, order)).rejects.toEqual(
      refusedAs(ErrorCode.OrderRefused),
    );
  });

  it('is refused where no order says so, or the moderators are others', async () => {
    const { ann, bob, order } = await move();
    for (const wrong of [await SealedRoomLink.make(1), (await move()).changed]) {
      const record = await sealMovedLink(endsOf(ann, ann, bob), wrong);
      for (const room of [order.room, fromBase64Url(wrong.id)]) {
        const opened = openMovedLink(endsOf(bob, ann, bob), record, { ...order, room });
        await expect(opened).rejects.toEqual(refusedAs(ErrorCode.OrderRefused));
      }
    }
  });
});

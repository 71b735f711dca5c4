import { expandSha256 } from '@sealwave/crypto';
import { type Bytes, concat, ErrorCode, toHex } from '@sealwave/kernel';
import { flipped, handOver, partyOf, type Person, personWith } from '../../testing/room-fixture';
import { SealedRoomLink } from '../links/sealed-room-link';
import { MAX_STEPS, SenderKey } from './sender-key';
import { acknowledgeSenderKey, openSenderKey, type SenderKeyContent } from './sender-key-record';
import { TransmissionChain } from './transmission-chain';
import { ReceivedSenderKeys } from './received-sender-keys';

const refusedAs = (code: ErrorCode) => expect.objectContaining({ code });
const refused = refusedAs(ErrorCode.SenderKeyRefused);
const replayed = refusedAs(ErrorCode.ReplayedMessage);

async function people(): Promise<{ ann: Person; bob: Person; eve: Person }> {
  const link = await SealedRoomLink.make(0);
  const [ann, bob, eve] = await Promise.all([1, 2, 3].map((n) => personWith(link, n)));
  return { ann, bob, eve };
}

/** What the receiver opens, as it sees the two ends. */
const openAs = (
  to: Person,
  record: Bytes,
  ends: { sender: Person; receiver?: Person },
): Promise<SenderKeyContent> =>
  openSenderKey(
    {
      keys: to.keys,
      own: to.memberKeys.current,
      sender: partyOf(ends.sender),
      receiver: partyOf(ends.receiver ?? to),
    },
    record,
  );

describe('E2: a sender key', () => {
  it('is opened by the member that it was handed to, who acknowledges it', async () => {
    const { ann, bob, eve } = await people();
    const record = await handOver(ann, bob);
    await handOver(ann, eve);
    expect(record).toHaveLength(1 + 16 + 65 + 44 + 16);
    const opened = await openAs(bob, record, { sender: ann });
    const ack = await acknowledgeSenderKey(opened, bob.memberKeys.current.publicPoint);
    expect(ann.senderKey.isHeardBy(bob.n)).toBe(false);
    expect(ann.senderKey.acknowledge(eve.n, ack)).toBe(false);
    expect(ann.senderKey.acknowledge(9, ack)).toBe(false);
    expect(ann.senderKey.acknowledge(bob.n, flipped(ack, 80))).toBe(false);
    expect(ann.senderKey.acknowledge(bob.n, ack.slice(0, -1))).toBe(false);
    expect(ann.senderKey.isHeardBy(bob.n)).toBe(false);
    expect(ann.senderKey.acknowledge(bob.n, ack)).toBe(true);
    expect(ann.senderKey.isHeardBy(bob.n)).toBe(true);
  });

  it('is refused by everybody else, and as from anybody else', async () => {
    const { ann, bob, eve } = await people();
    const record = await handOver(ann, bob);
    await expect(openAs(eve, record, { sender: ann })).rejects.toEqual(refused);
    await expect(openAs(eve, record, { sender: ann, receiver: bob })).rejects.toEqual(refused);
    await expect(openAs(bob, record, { sender: eve })).rejects.toEqual(refused);
    await expect(openAs(ann, record, { sender: ann, receiver: bob })).rejects.toEqual(refused);
  });

  it('is refused with the identity of somebody else to the same member key', async () => {
    const { ann, bob, eve } = await people();
    const record = await handOver(ann, bob);
    const posing = { ...ann, identity: eve.identity };
    await expect(openAs(bob, record, { sender: posing })).rejects.toEqual(refused);
  });

  it('is refused in another room, and from somebody who has not its link', async () => {
    const { ann, bob } = await people();
    const record = await handOver(ann, bob);
    const elsewhere = { ...bob, keys: { ...bob.keys, room: new Uint8Array(18) } };
    const withoutLink = { ...bob, keys: { ...bob.keys, psk: new Uint8Array(32) } };
    await expect(openAs(elsewhere, record, { sender: ann })).rejects.toEqual(refused);
    await expect(openAs(withoutLink, record, { sender: ann })).rejects.toEqual(refused);
  });

  it('is refused with any one byte changed, cut or longer', async () => {
    const { ann, bob } = await people();
    const record = await handOver(ann, bob);
    for (let bit = 0; bit < record.length * 8; bit += 5) {
      const changed = flipped(record, bit);
      await expect(openAs(bob, changed, { sender: ann })).rejects.toEqual(refused);
    }
    for (const changed of [record.slice(0, -1), record.slice(0, 20), concat(record, record)]) {
      await expect(openAs(bob, changed, { sender: ann })).rejects.toEqual(refused);
    }
  });

  it('begins transmissions one after the other, even when they are begun at once', async () => {
    const { ann, bob } = await people();
    await handOver(ann, bob);
    const begun = await Promise.all([1, 2, 3].map(() => ann.senderKey.begin()));
    expect(begun.map(({ step }) => step)).toEqual([0, 1, 2]);
    for (const each of begun) {
      const chain = await bob.received.begin(ann.n, each);
      expect(toHex(await chain.keyAt(0))).toBe(toHex(await each.chain.keyAt(0)));
    }
    expect(new Set(begun.map(({ transmissionId }) => toHex(transmissionId))).size).toBe(3);
  });

  it('is used up after 64 transmissions', async () => {
    const key = SenderKey.draw();
    for (let i = 0; i < MAX_STEPS; i++) await key.begin();
    await expect(key.begin()).rejects.toEqual(refusedAs(ErrorCode.Usage));
    expect(key.steps).toBe(MAX_STEPS);
  });
});

describe('R1: the keys that others have given', () => {
  it('open each transmission once, and none before the one that they begin with', async () => {
    const { ann, bob, eve } = await people();
    await handOver(ann, bob);
    const [first, second, third] = [
      await ann.senderKey.begin(),
      await ann.senderKey.begin(),
      await ann.senderKey.begin(),
    ];
    await bob.received.begin(ann.n, second);
    await expect(bob.received.begin(ann.n, second)).rejects.toEqual(replayed);
    await expect(bob.received.begin(ann.n, first)).rejects.toEqual(replayed);
    await bob.received.begin(ann.n, third);
    await handOver(ann, eve);
    await expect(eve.received.begin(ann.n, third)).rejects.toEqual(replayed);
    const fourth = await ann.senderKey.begin();
    await eve.received.begin(ann.n, fourth);
  });

  it('belong to the member that they came from', async () => {
    const { ann, bob, eve } = await people();
    await handOver(ann, bob);
    await handOver(eve, bob);
    const begun = await ann.senderKey.begin();
    await expect(bob.received.begin(eve.n, begun)).rejects.toEqual(
      refusedAs(ErrorCode.AttributionMismatch),
    );
    await bob.received.begin(ann.n, begun);
  });

  it('come from each member, whatever id another one has given its own', async () => {
    const { ann, bob, eve } = await people();
    await handOver(ann, bob);
    const begun = await ann.senderKey.begin();
    const posing = { keyId: begun.keyId, step: 0, chain: new Uint8Array(32), running: [] };
    const received = new ReceivedSenderKeys();
    received.add(eve.n, posing);
    received.add(ann.n, { ...posing, chain: new Uint8Array(32).fill(1) });
    await received.begin(ann.n, begun);
    expect(received.hasKeyOf(eve.n)).toBe(true);
  });

  it('are missing where none came, and where the member has left', async () => {
    const { ann, bob, eve } = await people();
    const missing = refusedAs(ErrorCode.SenderKeyMissing);
    await expect(eve.received.begin(ann.n, await ann.senderKey.begin())).rejects.toEqual(missing);
    await handOver(ann, bob);
    expect(bob.received.hasKeyOf(ann.n)).toBe(true);
    bob.received.forget(ann.n);
    expect(bob.received.hasKeyOf(ann.n)).toBe(false);
    await expect(bob.received.begin(ann.n, await ann.senderKey.begin())).rejects.toEqual(missing);
  });

  it('are not taken a second time, even after they were forgotten', async () => {
    const { ann, bob } = await people();
    const record = await handOver(ann, bob);
    const again = await openAs(bob, record, { sender: ann });
    expect(() => bob.received.add(ann.n, again)).toThrow(replayed);
    bob.received.forget(ann.n);
    expect(() => bob.received.add(ann.n, again)).toThrow(replayed);
  });

  it('are the three newest of each member', async () => {
    const { ann, bob } = await people();
    const old: SenderKey[] = [];
    for (let i = 0; i < 4; i++) {
      ann.senderKey = SenderKey.draw();
      old.push(ann.senderKey);
      await handOver(ann, bob);
    }
    await expect(bob.received.begin(ann.n, await old[0].begin())).rejects.toEqual(
      refusedAs(ErrorCode.SenderKeyMissing),
    );
    for (const key of old.slice(1)) await bob.received.begin(ann.n, await key.begin());
  });

  it('have no step beyond the last', async () => {
    const { ann, bob } = await people();
    await handOver(ann, bob);
    const begun = await ann.senderKey.begin();
    const received = bob.received.begin(ann.n, { ...begun, step: MAX_STEPS });
    await expect(received).rejects.toEqual(refusedAs(ErrorCode.TransmissionRefused));
    const content = { keyId: new Uint8Array(8), chain: new Uint8Array(32), running: [] };
    expect(() => new ReceivedSenderKeys().add(1, { ...content, step: 65 })).toThrow(refused);
  });
});

describe('the chain of a transmission', () => {
  it('moves on by HKDF-Expand, and erases what was', async () => {
    const chain = TransmissionChain.from(new Uint8Array(32).fill(1), 0);
    const label = (text: string) => new TextEncoder().encode(text);
    const next = await expandSha256(new Uint8Array(32).fill(1), label('svc next'));
    expect(await chain.keyAt(1)).toEqual(await expandSha256(next, label('svc key')));
    await expect(chain.keyAt(0)).rejects.toEqual(refusedAs(ErrorCode.Usage));
    const ahead = await chain.ahead(3);
    expect([chain.position, ahead.position]).toEqual([1, 3]);
    expect(await ahead.keyAt(3)).toEqual(await chain.keyAt(3));
  });
});

import { randomBytes } from 'node:crypto';
import { HpkeKey } from '@sealwave/crypto/hpke';
import {
  acknowledgeSenderKey,
  drawnKey,
  handedKey,
  Members,
  openAnnounce,
  openSenderKey,
  planSenderKey,
  ReceivedSenderKeys,
  type RoomKeys,
  SenderKey,
  SigningKey,
} from '@sealwave/e2ee/keys';
import { ReceivingTransmission, SendingTransmission } from '@sealwave/e2ee/transmissions';
import { flipped, ours, outcomeOf, readLink } from './transmissions/ours';
import { type KeyPair, newKeyPair } from './transmissions/primitives';
import { announce, roomOf, type SealedRoom } from './transmissions/sealed-room';
import {
  acknowledgement,
  nextChain,
  openedSenderKey,
  sealedSenderKey,
  type SecondSenderKey,
} from './transmissions/sender-key';
import {
  header,
  openedHeader,
  SecondFrames,
  type SecondHeader,
} from './transmissions/transmission';

const SECOND = 2;
const REPORT = Buffer.alloc(40, 5);

/** Ann, who is the second implementation, and Bob, who is ours, in one room. */
async function meet(flags = 0) {
  const room = roomOf(randomBytes(32), flags, Buffer.alloc(16));
  const keys = await (await readLink(room.link)).keys();
  const ann = { identity: newKeyPair(), memberKey: newKeyPair() };
  const bob = { identity: await SigningKey.generate(), memberKey: await HpkeKey.generate() };
  const members = new Members();
  const announced = announce(room, {
    ...{ identity: ann.identity, memberKey: ann.memberKey.point, name: 'Ann', atMs: 1 },
  });
  members.announce(SECOND, await openAnnounce(keys, ours(announced)));
  return { room, keys, ann, bob, members, received: new ReceivedSenderKeys() };
}

type Met = Awaited<ReturnType<typeof meet>>;

const senderKey = (): SecondSenderKey => ({
  ...{ keyId: randomBytes(8), step: 0, chain: randomBytes(32), running: [] },
});

const bobsEnd = ({ bob }: Met) => ({
  identity: Buffer.from(bob.identity.publicPoint),
  memberKey: Buffer.from(bob.memberKey.publicPoint),
});

/** Ann's key as Bob opens it. */
async function handToOurs(met: Met, content: SecondSenderKey): Promise<Buffer> {
  const { room, ann } = met;
  const sender = { identity: ann.identity.point, memberKey: ann.memberKey };
  const record = sealedSenderKey(room, { sender, receiver: bobsEnd(met) }, content);
  met.received.add(SECOND, await openSenderKey(oursEnds(met), ours(record)));
  return record;
}

const oursEnds = ({ keys, ann, bob }: Met) => ({
  keys,
  own: bob.memberKey,
  sender: { identity: ours(ann.identity.point), memberKey: ours(ann.memberKey.point) },
  receiver: { identity: bob.identity.publicPoint, memberKey: bob.memberKey.publicPoint },
});

/** Bob's key as Ann opens it. */
async function handToSecond(met: Met, own: SenderKey): Promise<SecondSenderKey> {
  const { room, ann } = met;
  const { sender: receiver, receiver: sender, ...rest } = oursEnds(met);
  const record = await own.handTo(SECOND, { ...rest, sender, receiver });
  const ends = { sender: bobsEnd(met), receiver: { ...ann, identity: ann.identity.point } };
  return openedSenderKey(room, ends, Buffer.from(record));
}

const saying = (content: SecondSenderKey, change: Partial<SecondHeader> = {}): SecondHeader => ({
  ...{ kind: 2, coder: 2, transmissionId: randomBytes(16), startedMs: 5 },
  ...{ keyId: content.keyId, step: content.step, ...change },
});

const receive = (met: Met, bytes: Uint8Array): Promise<ReceivingTransmission> => {
  const { keys, members, received: senderKeys } = met;
  return ReceivingTransmission.begin({ keys, members, senderKeys, member: SECOND }, ours(bytes));
};

/** A transmission of the second implementation: header, frames, trailer. */
function speak(
  room: SealedRoom,
  identity: KeyPair,
  content: SecondSenderKey,
  counters: readonly number[],
) {
  const says = saying(content);
  const head = header(room, identity, { ...says, chain: content.chain });
  const sealer = new SecondFrames(room, says, content.chain);
  const frames = counters.map((each) => sealer.seal(each, Buffer.alloc(160, each)));
  const last = (counters.at(-1) ?? -1) + 1;
  const trailer = sealer.trailer(last, head, { reason: 0, report: REPORT, identity });
  return { head, frames, trailer };
}

function begin(keys: RoomKeys, identity: SigningKey, own: SenderKey, kind: 'recorded' | 'text') {
  const coder = kind === 'text' ? ('none' as const) : ('nlp64' as const);
  const terms = { kind, coder, startedMs: 9 };
  return SendingTransmission.begin({ keys, identity, senderKey: own, terms });
}

describe('a sender key', () => {
  it('M10.9 opens for the one member that it is sealed for, either way', async () => {
    const met = await meet();
    const content = senderKey();
    const record = await handToOurs(met, content);
    const stranger = { ...oursEnds(met), own: await HpkeKey.generate() };
    for (const wrong of [
      openSenderKey(stranger, ours(record)),
      openSenderKey(
        { ...oursEnds(met), keys: { ...met.keys, room: ours(randomBytes(18)) } },
        ours(record),
      ),
      openSenderKey(
        { ...oursEnds(met), keys: { ...met.keys, psk: ours(randomBytes(32)) } },
        ours(record),
      ),
      ...[3, 20, 200, 700, 1100].map((bit) => openSenderKey(oursEnds(met), flipped(record, bit))),
    ]) {
      expect(await outcomeOf(wrong)).toBe('sender_key_refused');
    }
    const own = SenderKey.draw();
    const opened = await handToSecond(met, own);
    expect([opened.step, opened.chain.length, opened.running]).toEqual([0, 32, []]);
  });

  it('M10.10 is acknowledged by a code that needs the key', async () => {
    const met = await meet();
    const content = senderKey();
    const ack = await acknowledgeSenderKey(
      { keyId: ours(content.keyId), chain: ours(content.chain) },
      met.bob.memberKey.publicPoint,
    );
    expect(Buffer.from(ack)).toEqual(acknowledgement(content, bobsEnd(met).memberKey));
    const own = SenderKey.draw();
    const opened = await handToSecond(met, own);
    const answer = acknowledgement(opened, met.ann.memberKey.point);
    expect(own.acknowledge(SECOND, flipped(answer, 100))).toBe(false);
    expect(own.acknowledge(SECOND, ours(answer))).toBe(true);
  });

  it('M10.11 opens each transmission once, and none from before it was handed over', async () => {
    const met = await meet();
    const content = senderKey();
    const second = { ...content, step: 1, chain: nextChain(content.chain) };
    await handToOurs(met, second);
    const { head } = speak(met.room, met.ann.identity, second, [0]);
    const before = speak(met.room, met.ann.identity, content, [0]);
    expect(await outcomeOf(receive(met, before.head))).toBe('replayed_message');
    expect(await outcomeOf(receive(met, head))).toBe('accepted');
    expect(await outcomeOf(receive(met, head))).toBe('replayed_message');
    expect(await outcomeOf(handToOurs(met, second))).toBe('replayed_message');
    const unknown = speak(met.room, met.ann.identity, senderKey(), [0]);
    expect(await outcomeOf(receive(met, unknown.head))).toBe('sender_key_missing');
  });

  it('M10.12 gives way to another when a member leaves, after 64 transmissions and after 10 minutes', () => {
    const identity = ours(newKeyPair().point);
    const members = [[1, { identity }]] as const;
    const use = handedKey(drawnKey(0), 1, identity);
    const plan = { use, members, nowMs: 0, isTransmitting: true };
    expect(planSenderKey(plan)).toEqual({ draw: false, restart: false, handTo: [] });
    const left = planSenderKey({ ...plan, members: [] });
    expect(left).toEqual({ draw: true, restart: true, handTo: [] });
    expect(planSenderKey({ ...plan, nowMs: 600_000 })).toMatchObject({
      draw: true,
      restart: false,
    });
    expect(planSenderKey({ ...plan, use: { ...use, steps: 64 } })).toMatchObject({ draw: true });
  });
});

describe('the header of a transmission', () => {
  it('M10.13 is signed by who speaks, sealed, and of one room', async () => {
    const met = await meet();
    const content = senderKey();
    await handToOurs(met, content);
    const { head } = speak(met.room, met.ann.identity, content, [0]);
    for (let bit = 0; bit < head.length * 8; bit += 29) {
      expect(await outcomeOf(receive(met, flipped(head, bit)))).toBe('transmission_refused');
    }
    const open = Buffer.from(head);
    open[1] = 0;
    expect(await outcomeOf(receive(met, open))).toBe('e2ee_required');
    const own = SenderKey.draw();
    const sending = await begin(met.keys, met.bob.identity, own, 'recorded');
    const says = openedHeader(met.room, Buffer.from(sending.header));
    expect(says).toMatchObject({ kind: 2, coder: 2, step: 0, startedMs: 9, keptChain: null });
    expect(says.identity).toEqual(Buffer.from(met.bob.identity.publicPoint));
    const elsewhere = roomOf(randomBytes(32), 0, Buffer.alloc(16));
    expect(() => openedHeader(elsewhere, Buffer.from(sending.header))).toThrow();
  });

  it('M10.14 comes from the member who signed it, and from nobody who only listens', async () => {
    const met = await meet();
    const content = senderKey();
    await handToOurs(met, content);
    const eve = newKeyPair();
    const { head } = speak(met.room, eve, content, [0]);
    expect(await outcomeOf(receive(met, head))).toBe('attribution_mismatch');
    const listener = { identity: eve, memberKey: eve.point, name: 'Eve', atMs: 1, listens: true };
    met.members.announce(3, await openAnnounce(met.keys, ours(announce(met.room, listener))));
    const options = { keys: met.keys, members: met.members, senderKeys: met.received, member: 3 };
    expect(await outcomeOf(ReceivingTransmission.begin(options, ours(head)))).toBe('not_allowed');
    const forged = speak({ ...met.room, speak: newKeyPair() }, eve, content, [0]);
    expect(await outcomeOf(receive(met, forged.head))).toBe('not_allowed');
  });

  it('M10.15 gives the keys to those who come later, where the room keeps, and nowhere else', async () => {
    const met = await meet(1);
    const spoken = speak(met.room, met.ann.identity, senderKey(), [0, 1]);
    const kept = await ReceivingTransmission.beginKept(met.keys, ours(spoken.head));
    for (const frame of spoken.frames) await kept.open(ours(frame), 0);
    expect(await kept.end(ours(spoken.trailer))).toMatchObject({ complete: true });
    const own = SenderKey.draw();
    const content = await handToSecond(met, own);
    const sending = await begin(met.keys, met.bob.identity, own, 'recorded');
    const says = openedHeader(met.room, Buffer.from(sending.header));
    const frame = await sending.seal(0, ours(Buffer.alloc(160, 1)));
    const opener = new SecondFrames(met.room, says, content.chain);
    expect(opener.open(Buffer.from(frame))).toEqual(Buffer.alloc(160, 1));
    expect(says.keptChain).toHaveLength(32);
    const unkept = await meet(0);
    const { head } = speak({ ...unkept.room, flags: 1 }, unkept.ann.identity, senderKey(), []);
    expect(await outcomeOf(receive(unkept, head))).toBe('transmission_refused');
  });
});

describe('the frames of a transmission', () => {
  const counters = [0, 1, 7, 8, 249, 250, 300, 700, 29_999];

  it('M10.16 are opened by either implementation as the other sealed them', async () => {
    const met = await meet();
    const content = senderKey();
    await handToOurs(met, content);
    const { head, frames } = speak(met.room, met.ann.identity, content, counters);
    const receiving = await receive(met, head);
    for (const [i, frame] of frames.entries()) {
      const plaintext = ours(Buffer.alloc(160, counters[i]));
      expect(await receiving.open(ours(frame), 0)).toEqual({ counter: counters[i], plaintext });
    }
    const own = SenderKey.draw();
    const opened = await handToSecond(met, own);
    const sending = await begin(met.keys, met.bob.identity, own, 'recorded');
    const opener = new SecondFrames(
      met.room,
      openedHeader(met.room, Buffer.from(sending.header)),
      opened.chain,
    );
    for (const counter of counters) {
      const frame = await sending.seal(counter, ours(Buffer.alloc(160, counter)));
      expect(opener.open(Buffer.from(frame))).toEqual(Buffer.alloc(160, counter));
    }
    const trailer = Buffer.from(await sending.end({ reason: 'done', report: ours(REPORT) }));
    const bob = Buffer.from(met.bob.identity.publicPoint);
    const end = opener.checkTrailer(trailer, Buffer.from(sending.header), bob);
    expect(end).toEqual({ frames: counters.length, reason: 0, report: REPORT });
  });

  it('M10.17 are refused changed, a second time, and too old; the end says what is missing', async () => {
    const met = await meet();
    const content = senderKey();
    await handToOurs(met, content);
    const { head, frames, trailer } = speak(
      met.room,
      met.ann.identity,
      content,
      [0, 1, 2, 980, 2000],
    );
    const receiving = await receive(met, head);
    for (let bit = 24; bit < frames[0].length * 8; bit += 17) {
      const outcome = await outcomeOf(receiving.open(flipped(frames[0], bit), 0));
      expect(outcome).toBe('integrity_failed');
    }
    await receiving.open(ours(frames[0]), 0);
    expect(await outcomeOf(receiving.open(ours(frames[0]), 0))).toBe('replayed_message');
    await receiving.open(ours(frames[4]), 0);
    expect(await outcomeOf(receiving.open(ours(frames[1]), 0))).toBe('replayed_message');
    expect(await outcomeOf(receiving.end(flipped(trailer, 400)))).toBe('integrity_failed');
    expect(await receiving.end(ours(trailer))).toEqual({
      ...{ reason: 'done', report: ours(REPORT), complete: false, frames: 5, missing: 3 },
    });
  });

  it('M10.18 of a text are one, padded', async () => {
    const met = await meet();
    const content = senderKey();
    await handToOurs(met, content);
    const says = saying(content, { kind: 3, coder: 0 });
    const head = header(met.room, met.ann.identity, { ...says, chain: content.chain });
    const text = Buffer.from('Gr\u00fc\u00dfe');
    const padded = Buffer.concat([
      Buffer.of(0, text.length),
      text,
      Buffer.alloc(64 - 2 - text.length),
    ]);
    const frame = new SecondFrames(met.room, says, content.chain).seal(0, padded);
    const receiving = await receive(met, head);
    expect(await receiving.openText(ours(frame), 0)).toBe('Gr\u00fc\u00dfe');
    const own = SenderKey.draw();
    const opened = await handToSecond(met, own);
    const sending = await begin(met.keys, met.bob.identity, own, 'text');
    const opener = new SecondFrames(
      met.room,
      openedHeader(met.room, Buffer.from(sending.header)),
      opened.chain,
    );
    expect(opener.open(Buffer.from(await sending.sealText('Gr\u00fc\u00dfe')))).toEqual(padded);
  });
});

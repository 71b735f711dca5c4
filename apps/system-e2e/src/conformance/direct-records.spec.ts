import { randomBytes } from 'node:crypto';
import { SigningKey } from '@sealwave/e2ee/keys';
import {
  openSealedRoomSession,
  type SealedRoomObserver,
  type SealedRoomSession,
} from '@sealwave/e2ee/session';
import { ours, readLink } from './transmissions/ours';
import { join, newKeyPair } from './transmissions/primitives';
import { announce, openedAnnounce, roomOf, type SealedRoom } from './transmissions/sealed-room';
import {
  acknowledgement,
  nextChain,
  openedSenderKey,
  sealedSenderKey,
  transmissionChain,
} from './transmissions/sender-key';
import { header } from './transmissions/transmission';

const SECOND = 2;
const HEADER_PART = 1;

/** Bob, who is ours, in a room with a member that is the second implementation. */
interface Bob {
  readonly session: SealedRoomSession;
  readonly announces: Buffer[];
  /** Records to the other one. */
  readonly records: Buffer[];
  readonly refused: string[];
  /** Ids of the transmissions that have begun. */
  readonly began: Buffer[];
}

async function enter(room: SealedRoom): Promise<Bob> {
  const lists = { announces: [], records: [], refused: [], began: [] } as Omit<Bob, 'session'>;
  const keep = (list: Buffer[], bytes: Uint8Array) =>
    Promise.resolve(void list.push(Buffer.from(bytes)));
  const observer: SealedRoomObserver = {
    peopleChanged: () => undefined,
    transmissionBegan: ({ header: { transmissionId } }) => void keep(lists.began, transmissionId),
    transmissionProgressed: () => undefined,
    transmissionEnded: () => undefined,
    textReceived: () => undefined,
    refused: ({ code }) => void lists.refused.push(code),
    ordered: () => undefined,
    moved: () => undefined,
    failed: (error) => void lists.refused.push(String(error)),
  };
  const session = await openSealedRoomSession({
    ...{ link: await readLink(room.link), identity: await SigningKey.generate(), name: 'Bob' },
    ...{ remembered: [], observer, clock: { now: () => 0, wallMs: () => 9 } },
    transport: {
      announce: (data) => keep(lists.announces, data),
      direct: (_, data) => keep(lists.records, data),
      order: () => Promise.resolve(),
      prove: () => Promise.resolve(),
      part: () => Promise.resolve(),
    },
  });
  session.enter({ you: 1, members: [{ n: SECOND }], exporter: null });
  await session.settled();
  return { session, ...lists };
}

/** Bob and Ann, who know each other from their announces. */
async function meet() {
  const room = roomOf(randomBytes(32), 0, Buffer.alloc(16));
  const bob = await enter(room);
  const ann = { identity: newKeyPair(), memberKey: newKeyPair() };
  const said = { identity: ann.identity, memberKey: ann.memberKey.point, name: 'Ann', atMs: 1 };
  bob.session.record({ t: 'announce', n: SECOND, data: ours(announce(room, said)) });
  await bob.session.settled();
  const receiver = openedAnnounce(room, bob.announces[0]);
  const sender = { identity: ann.identity.point, memberKey: ann.memberKey };
  const send = (...bytes: Buffer[]): Promise<void> => {
    bob.session.record({ t: 'direct', n: SECOND, data: ours(join(...bytes)) });
    return bob.session.settled();
  };
  return { room, bob, ann, sender, receiver, send };
}

describe('a record for one member', () => {
  it('M10.21 is a sender key, its answer, or nothing that is known', async () => {
    const { room, bob, sender, receiver, send } = await meet();
    const [handed] = bob.records;
    expect(handed[0]).toBe(1);
    const ends = { sender: receiver, receiver: sender };
    const bobs = openedSenderKey(room, ends, handed.subarray(1));
    await send(Buffer.of(2), acknowledgement(bobs, sender.memberKey.point));
    expect(bob.session.people()).toMatchObject([{ name: 'Ann', canHearUs: true }]);
    const content = { keyId: randomBytes(8), step: 0, chain: randomBytes(32), running: [] };
    await send(Buffer.of(1), sealedSenderKey(room, { sender, receiver }, content));
    const answer = join(Buffer.of(2), acknowledgement(content, receiver.memberKey));
    expect(bob.records.slice(1)).toEqual([answer]);
    expect(bob.refused).toEqual([]);
    for (const kind of [0, 5, 255]) await send(Buffer.of(kind), randomBytes(40));
    await send(Buffer.of(2));
    expect(bob.refused).toEqual(Array(4).fill('sender_key_refused'));
  });

  it('M10.21 is the header of live voice again, for who came later and has the key now', async () => {
    const { room, bob, ann, sender, receiver, send } = await meet();
    const [keyId, chain, transmissionId] = [randomBytes(8), randomBytes(32), randomBytes(16)];
    const says = { kind: 1, coder: 2, transmissionId, keyId, step: 0, startedMs: 5 };
    const head = header(room, ann.identity, { ...says, chain });
    const part = ours(join(Buffer.of(HEADER_PART), transmissionId, head));
    bob.session.part(SECOND, part);
    await bob.session.settled();
    expect([bob.began, bob.refused]).toEqual([[], ['sender_key_missing']]);
    const running = [
      { transmissionId, index: 1, chain: transmissionChain(chain, transmissionId, 1) },
    ];
    const content = { keyId, step: 1, chain: nextChain(chain), running };
    await send(Buffer.of(1), sealedSenderKey(room, { sender, receiver }, content));
    await send(Buffer.of(4), head);
    expect(bob.began).toEqual([transmissionId]);
    await send(Buffer.of(4), head);
    expect(bob.began).toHaveLength(1);
    expect(bob.refused).toEqual(['sender_key_missing', 'replayed_message']);
  });
});

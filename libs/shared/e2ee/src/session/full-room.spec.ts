import { ErrorCode } from '@sealwave/kernel';
import { MAX_ROOM_MEMBERS } from '@sealwave/room';
import { acknowledgeSenderKey, openSenderKey } from '../keys/sender-keys/sender-key-record';
import { SealedRoomLink } from '../keys/links/sealed-room-link';
import { openAnnounce } from '../keys/people/announce';
import { Device, recordingOf } from '../testing/device';
import { announceOf, partyOf, type Person, personWith } from '../testing/room-fixture';
import { type Delivery, RoomRelay } from '../testing/room-relay';
import { encodeDirectRecord } from './direct-record';

const OTHERS = MAX_ROOM_MEMBERS - 1;

/** Ann, and 63 others that answer keys and do nothing else: as many sessions would hand each other 4000 keys. */
async function fullRoom(): Promise<{ relay: RoomRelay; ann: Device; people: Person[] }> {
  const relay = new RoomRelay();
  const link = (await SealedRoomLink.make(0)).forMembers();
  const ann = (await Device.make({ relay, link, name: 'Ann' })).enter();
  const numbers = Array.from({ length: OTHERS }, (_, i) => 100 + i);
  const people = await Promise.all(numbers.map((n) => personWith(link, n)));
  for (const { n } of people) ann.session.notice({ t: 'here', n });
  for (const person of people) {
    const data = await announceOf(person, `P${person.n}`);
    ann.session.record({ t: 'announce', n: person.n, data });
  }
  await ann.session.settled();
  return { relay, ann, people };
}

const isDirect = (each: Delivery): boolean => 'record' in each && each.record.t === 'direct';

/** Has everybody open the keys that they were handed since, and acknowledge them. */
async function answerKeys(
  { relay, ann }: { relay: RoomRelay; ann: Device },
  people: readonly Person[],
): Promise<void> {
  const announced = relay.announceOf(ann.n);
  for (const each of relay.log.splice(0).filter(isDirect)) {
    const person = people.find(({ n }) => n === each.to);
    if (person === undefined || !('record' in each)) continue;
    const { keys, memberKeys } = person;
    const sender = await openAnnounce(keys, announced);
    const parties = { keys, own: memberKeys.current, sender, receiver: partyOf(person) };
    const content = await openSenderKey(parties, each.record.data.slice(1));
    const body = await acknowledgeSenderKey(content, memberKeys.current.publicPoint);
    const data = encodeDirectRecord({ kind: 'acknowledgement', body });
    ann.session.record({ t: 'direct', n: person.n, data });
  }
  await ann.session.settled();
}

describe('a full room', () => {
  it('is handed one key each, before anybody presses a key to talk', async () => {
    const { relay, ann, people } = await fullRoom();
    expect(relay.log.filter(isDirect)).toHaveLength(OTHERS);
    expect(new Set(relay.log.filter(isDirect).map(({ to }) => to)).size).toBe(OTHERS);
    await answerKeys({ relay, ann }, people);
    expect(ann.session.securityState()).toMatchObject({ level: 'sealed', hearing: OTHERS });
    const sent = await ann.say(recordingOf(100));
    expect(sent.audience).toEqual({ hearing: OTHERS, others: OTHERS, deaf: [] });
    expect(relay.log.filter(isDirect)).toEqual([]);
  });

  it('is handed one new key each where several leave at once', async () => {
    const { relay, ann, people } = await fullRoom();
    await answerKeys({ relay, ann }, people);
    const [gone, staying] = [people.slice(0, 10), people.slice(10)];
    for (const { n } of gone) ann.session.notice({ t: 'gone', n });
    await ann.session.settled();
    expect(relay.log.filter(isDirect)).toHaveLength(staying.length);
    await answerKeys({ relay, ann }, staying);
    const sent = await ann.session.sendText('who is left?');
    expect(sent.audience).toEqual({ hearing: staying.length, others: staying.length, deaf: [] });
  });

  it('has no room for one more', async () => {
    const { ann } = await fullRoom();
    ann.session.notice({ t: 'here', n: 1000 });
    expect(ann.session.people()).toHaveLength(OTHERS);
    expect(ann.refusals).toMatchObject([{ from: 1000, code: ErrorCode.Busy }]);
  });
});

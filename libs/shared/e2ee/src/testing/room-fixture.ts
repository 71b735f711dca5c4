import { SigningKey } from '@sealwave/crypto';
import { type Bytes, fromHex } from '@sealwave/kernel';
import { openAnnounce, sealAnnounce } from '../keys/people/announce';
import type { Party } from '../keys/sender-keys/addressed-record';
import { MemberKeys } from '../keys/sender-keys/member-keys';
import { Members } from '../keys/people/members';
import { ReceivedSenderKeys } from '../keys/sender-keys/received-sender-keys';
import type { RoomKeys } from '../keys/links/room-keys';
import { type SealedRoomLink } from '../keys/links/sealed-room-link';
import { SenderKey } from '../keys/sender-keys/sender-key';
import { openSenderKey, type RunningTransmission } from '../keys/sender-keys/sender-key-record';

/** A member of a room for specs, with everything that a client stores. */
export interface Person {
  readonly n: number;
  readonly keys: RoomKeys;
  readonly identity: SigningKey;
  readonly memberKeys: MemberKeys;
  readonly members: Members;
  readonly received: ReceivedSenderKeys;
  senderKey: SenderKey;
}

/** Makes a room of the given people. All know each other's announce; nobody has handed out a sender key yet. */
export async function roomOf(...people: readonly Person[]): Promise<void> {
  for (const person of people) {
    const announced = await openAnnounce(person.keys, await announceOf(person, `P${person.n}`));
    for (const other of people) if (other !== person) other.members.announce(person.n, announced);
  }
}

/** Makes a person with this link. */
export async function personWith(link: SealedRoomLink, n: number): Promise<Person> {
  return {
    n,
    keys: await link.keys(),
    identity: await SigningKey.generate(),
    memberKeys: await MemberKeys.make(0),
    members: new Members(),
    received: new ReceivedSenderKeys(),
    senderKey: SenderKey.draw(),
  };
}

/** Makes the announce of a person. */
export function announceOf(person: Person, name: string | null, atMs = 1000): Promise<Bytes> {
  const memberKey = person.memberKeys.current.publicPoint;
  return sealAnnounce(person.keys, { memberKey, identity: person.identity, name, atMs });
}

/** How others know a person. */
export function partyOf({ identity, memberKeys }: Person): Party {
  return { identity: identity.publicPoint, memberKey: memberKeys.current.publicPoint };
}

/** Hands the sender key of one person to another, who adds it. @returns the record on the wire. */
export async function handOver(
  from: Person,
  to: Person,
  running: readonly RunningTransmission[] = [],
): Promise<Bytes> {
  const ends = { keys: from.keys, sender: partyOf(from), receiver: partyOf(to) };
  const record = await from.senderKey.handTo(
    to.n,
    { ...ends, own: from.memberKeys.current },
    running,
  );
  const opened = await openSenderKey({ ...ends, own: to.memberKeys.current }, record);
  to.received.add(from.n, opened);
  return record;
}

/** Makes a frame of voice that differs for each counter. */
export function voiceFrame(counter: number): Bytes {
  return Uint8Array.from({ length: 160 }, (_, i) => (counter * 7 + i * 13) & 0xff);
}

/** Bytes with one bit changed. */
export function flipped(bytes: Bytes, bit: number): Bytes {
  const changed = bytes.slice();
  changed[bit >> 3] ^= 1 << (bit & 7);
  return changed;
}

/**
 * The room of the known answers. Its secret is 00 .. 1f, its moderators' scalar is 32 bytes 07, and its flags
 * are 3.
 */
export const KNOWN_LINK = {
  id: 'fIJXOqiVpH1lL1c_MsFpWBMC',
  fragment: 'v=2&f=03&p=9rmmnZ45mZvtIil3nFZkRA&k=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  moderation: '&d=BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc',
  access: fromHex('1a81505f572f25df4c245d17b19ac7d5bc299c3151bb9e33c5f2c1879ad0c2fb'),
} as const;

import type { Bytes } from '@sealwave/kernel';
import { type ControlRecord, MAX_ROOM_MEMBERS, type Participant } from '@sealwave/node/session';

/** Where a client wants to go, and as whom. */
export interface Visit {
  /** What the link of a room says; the lobby without it. */
  readonly room?: RoomKey;
  /** What its person is called. */
  readonly name?: string;
  /** Of a gateway: tells this person from the others there. */
  readonly visitor?: string;
}

/** A room other than the lobby, as its link names it: with what it opens to, or with a token. */
export type RoomKey = RoomKeys | RoomToken;

interface RoomKeys {
  /** 22 characters, base64url. */
  readonly id: string;
  /** What it opens to, 32 bytes. */
  readonly access: Bytes;
  /** Of who made it, 32 bytes: opens it as to a moderator. */
  readonly moderation?: Bytes;
}

interface RoomToken {
  readonly id: string;
  /** What the token says. */
  readonly claims: string;
  /** What makes it one, 32 bytes; the voice server is not sent it. */
  readonly mac: Bytes;
}

/** Who is in a room. */
export interface Presence {
  /** Our own number; null at a server that numbers nobody. */
  readonly you: number | null;
  readonly members: readonly Participant[];
  /** Whether we may moderate. */
  readonly moderator: boolean;
}

/** A record about the room and those in it. */
export type RoomRecord = Extract<
  ControlRecord,
  { t: 'here' | 'gone' | 'talking' | 'muted' | 'sent' }
>;

/** Those who are in a room after what the server has said of it. */
export function membersAfter(
  record: RoomRecord,
  members: readonly Participant[],
): readonly Participant[] {
  if (record.t === 'sent' || record.t === 'talking') return members;
  const { n } = record;
  if (record.t === 'muted') {
    const { on } = record;
    return members.map((member) => (member.n === n ? { ...member, muted: on } : member));
  }
  const others = members.filter((member) => member.n !== n);
  if (record.t === 'gone' || others.length >= MAX_ROOM_MEMBERS) return others;
  const { name, muted, moderator, listener } = record;
  const marks = {
    ...(muted && { muted }),
    ...(moderator && { moderator }),
    ...(listener && { listener }),
  };
  return [...others, { n, name, ...marks }];
}

/** Whether a record is about the room and those in it. */
export function isAboutRoom(record: ControlRecord): record is RoomRecord {
  return ['here', 'gone', 'talking', 'muted', 'sent'].includes(record.t);
}

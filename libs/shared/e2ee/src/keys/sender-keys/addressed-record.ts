import { SealRejectedError, sha256 } from '@sealwave/crypto';
import { type HpkeKey, openWithHpke, sealWithHpke } from '@sealwave/crypto/hpke';
import { type Bytes, concat, equalConstantTime } from '@sealwave/kernel';
import { ByteReader, label } from '../../encoding/byte-reader';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import type { Announcement } from '../people/announce';
import type { RoomKeys } from '../links/room-keys';

const VERSION = 2;
const HINT_BYTES = 8;

/** The use of a record. A record opens only for the use that it was sealed for. */
export type RecordUse = 'svc-sender-key-v2' | 'svc-moved-v2';

/** One end of a record: the public keys from that member's announce. */
export type Party = Pick<Announcement, 'identity' | 'memberKey'>;

/** Both ends of a record, and our own private key. */
export interface RecordParties {
  readonly keys: Pick<RoomKeys, 'room' | 'psk'>;
  readonly own: HpkeKey;
  readonly sender: Party;
  readonly receiver: Party;
}

/**
 * Seals a message from one member to another (docs/protocol.md, section 10.4):
 * `u8 2 || from 8 || to 8 || enc 65 || sealed`. `from` and `to` are hints that name the member keys of both
 * ends.
 */
export async function sealRecord(
  parties: RecordParties,
  use: RecordUse,
  plaintext: Bytes,
): Promise<Bytes> {
  const { receiver } = parties;
  const binding = { ...bindingOf(parties, use), peer: receiver.memberKey };
  const sealed = await sealWithHpke(binding, plaintext);
  return concat(Uint8Array.of(VERSION), await hintsOf(parties), sealed);
}

/**
 * Opens what {@link sealRecord} made.
 * @throws SealedRoomError `sender_key_refused` for a record between other members, for another use, or with any byte changed.
 */
export async function openRecord(
  parties: RecordParties,
  use: RecordUse,
  record: Bytes,
): Promise<Bytes> {
  const reader = new ByteReader(record, malformed);
  if (reader.u8() !== VERSION) throw malformed();
  const isBetween = equalConstantTime(reader.take(2 * HINT_BYTES), await hintsOf(parties));
  if (!isBetween) throw SealedRoomError.senderKey('the record is between other member keys');
  const binding = { ...bindingOf(parties, use), peer: parties.sender.memberKey };
  try {
    return await openWithHpke(binding, reader.rest());
  } catch (cause) {
    if (!(cause instanceof SealRejectedError)) throw cause;
    throw SealedRoomError.senderKey('the record does not open', { cause });
  }
}

/** Whether the hint in a record names this member key. Only opening the record proves it. */
export async function isRecordFor(memberKey: Bytes, record: Bytes): Promise<boolean> {
  const to = record.subarray(1 + HINT_BYTES, 1 + 2 * HINT_BYTES);
  return equalConstantTime(to, await hintOf(memberKey));
}

async function hintsOf({ sender, receiver }: RecordParties): Promise<Bytes> {
  return concat(await hintOf(sender.memberKey), await hintOf(receiver.memberKey));
}

async function hintOf(memberKey: Bytes): Promise<Bytes> {
  return (await sha256(memberKey)).slice(0, HINT_BYTES);
}

function bindingOf(
  { keys, own, sender, receiver }: RecordParties,
  use: RecordUse,
): Omit<Parameters<typeof sealWithHpke>[0], 'peer'> {
  const info = concat(
    ...[label(use), keys.room, sender.identity, sender.memberKey],
    ...[receiver.identity, receiver.memberKey],
  );
  return { own, info, psk: keys.psk, pskId: concat(label('svc-psk-v2'), keys.room) };
}

function malformed(): SealedRoomError {
  return SealedRoomError.senderKey('the record is malformed');
}

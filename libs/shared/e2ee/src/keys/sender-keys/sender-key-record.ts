import { expandSha256, HmacSha256 } from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';
import { ByteReader, u32 } from '../../encoding/byte-reader';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import { openRecord, type RecordParties, sealRecord } from './addressed-record';
import { TRANSMISSION_ID_BYTES } from './transmission-chain';

const CHAIN_BYTES = 32;
/** Length of the id of a sender key in bytes. */
export const KEY_ID_BYTES = 8;
const ACK_CODE_BYTES = 16;
/** Transmissions of one member that may run at the same time: one live transmission and a few uploads. */
const MAX_RUNNING = 4;

/** The content of the record that hands a sender key to a member. */
export interface SenderKeyContent {
  readonly keyId: Bytes;
  /** Step of the next transmission. */
  readonly step: number;
  /** Chain of `step`: 32 bytes. The keys of all later steps follow from it. */
  readonly chain: Bytes;
  /** The rest of each running transmission. */
  readonly running: readonly RunningTransmission[];
}

/** The keys of a running transmission from key `index` on. */
export interface RunningTransmission {
  readonly transmissionId: Bytes;
  readonly index: number;
  readonly chain: Bytes;
}

/**
 * Seals a sender key for one member: `key_id || step || chain`, and the remaining keys of running
 * transmissions.
 */
export async function sealSenderKey(
  parties: RecordParties,
  { keyId, step, chain, running }: SenderKeyContent,
): Promise<Bytes> {
  const rest = running.flatMap((each) => [each.transmissionId, u32(each.index), each.chain]);
  const plaintext = concat(keyId, u32(step), chain, ...rest);
  const record = await sealRecord(parties, 'svc-sender-key-v2', plaintext);
  plaintext.fill(0);
  return record;
}

/**
 * Opens a sender key.
 * @throws SealedRoomError `sender_key_refused` for a record between other members, or with any byte changed.
 */
export async function openSenderKey(
  parties: RecordParties,
  record: Bytes,
): Promise<SenderKeyContent> {
  const plaintext = await openRecord(parties, 'svc-sender-key-v2', record);
  const reader = new ByteReader(plaintext, malformed);
  const [keyId, step] = [reader.take(KEY_ID_BYTES), reader.u32()];
  const chain = reader.take(CHAIN_BYTES);
  const running: RunningTransmission[] = [];
  while (reader.remaining > 0 && running.length < MAX_RUNNING) {
    const transmissionId = reader.take(TRANSMISSION_ID_BYTES);
    running.push({ transmissionId, index: reader.u32(), chain: reader.take(CHAIN_BYTES) });
  }
  reader.end();
  plaintext.fill(0);
  return { keyId, step, chain, running };
}

/**
 * Makes the acknowledgement of a key: `key_id 8 || code 16`. The code proves to the sender that this receiver
 * has the key.
 */
export async function acknowledgeSenderKey(
  { keyId, chain }: Pick<SenderKeyContent, 'keyId' | 'chain'>,
  receiverMemberKey: Bytes,
): Promise<Bytes> {
  const key = await HmacSha256.fromKey(await expandSha256(chain, ACK));
  const code = await key.sign(receiverMemberKey);
  return concat(keyId, code.subarray(0, ACK_CODE_BYTES));
}

const ACK = new TextEncoder().encode('svc ack');

function malformed(): SealedRoomError {
  return SealedRoomError.senderKey('the sender key is malformed');
}

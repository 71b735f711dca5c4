import { pbkdf2Sha256, sha256 } from '@sealwave/crypto';
import { type Bytes, concat, toHex } from '@sealwave/kernel';
import { label } from '../../encoding/byte-reader';
import type { RoomKeys } from '../links/room-keys';

const ROUNDS = 100_000;
const SALT = new TextEncoder().encode('svc-safety-v2');
const GROUPS = 6;
const GROUP_BYTES = 5;

/**
 * Computes the safety code of a room: six groups of five digits (docs/protocol.md, section 10.7). All who have
 * the same link and see the same people get the same code. Takes about 50 ms, on purpose.
 * @param identities of all members, this one included, in any order.
 */
export async function roomSafetyCode(
  keys: Pick<RoomKeys, 'room' | 'safety'>,
  identities: readonly Bytes[],
): Promise<string> {
  const sorted = sortedUnique(identities);
  return codeOf(concat(label('svc-roster-v2'), keys.room, keys.safety, ...sorted));
}

/**
 * Computes the safety code of two people. Both get the same code, in every room where they have these
 * identities.
 */
export async function pairSafetyCode(one: Bytes, other: Bytes): Promise<string> {
  return codeOf(concat(label('svc-pair-v2'), ...sortedUnique([one, other])));
}

async function codeOf(message: Bytes): Promise<string> {
  const bytes = await pbkdf2Sha256(await sha256(message), SALT, ROUNDS);
  const groups = Array.from({ length: GROUPS }, (_, i) => {
    const group = bytes.subarray(i * GROUP_BYTES, (i + 1) * GROUP_BYTES);
    return String(parseInt(toHex(group), 16) % 100_000).padStart(5, '0');
  });
  return groups.join(' ');
}

function sortedUnique(identities: readonly Bytes[]): Bytes[] {
  const byText = new Map(identities.map((each) => [toHex(each), each]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

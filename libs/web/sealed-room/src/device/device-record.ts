import { isStoredSigningKey, type StoredSigningKey } from '@sealwave/crypto';
import type { RememberedPerson } from '@sealwave/e2ee/keys';

/** What this browser stores about itself and others in one room. It differs from room to room, so that nobody is followed. */
export interface DeviceRecord {
  /** Id of the room. */
  readonly id: string;
  /** The identity of this browser there. Its private half is a handle that nobody can read. */
  readonly identity: StoredSigningKey;
  /** The people that this browser has met there. */
  readonly people: readonly RememberedPerson[];
}

/** Reads a stored value, perhaps written by another version of the page; null if it is not a record. */
export function readDeviceRecord(stored: unknown): DeviceRecord | null {
  const { id, identity, people } = fieldsOf(stored);
  if (typeof id !== 'string' || !isStoredSigningKey(identity)) return null;
  const known = Array.isArray(people) ? people.map(readPerson) : [];
  return { id, identity, people: known.filter((person) => person !== null) };
}

/** The people after this one was met or verified: others of the same name are replaced, as is the same identity. */
export function peopleWith(
  people: readonly RememberedPerson[],
  person: RememberedPerson,
): readonly RememberedPerson[] {
  const isOther = ({ name, identity }: RememberedPerson): boolean =>
    name !== person.name && identity.join() !== person.identity.join();
  return [...people.filter(isOther), person];
}

function readPerson(stored: unknown): RememberedPerson | null {
  const { name, identity, verified } = fieldsOf(stored);
  if (typeof name !== 'string' || !isBytes(identity) || typeof verified !== 'boolean') return null;
  return { name, identity, verified };
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? value : {};
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array;
}

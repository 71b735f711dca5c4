import { join } from 'node:path';
import { isSameName, type RememberedPerson } from '@sealwave/e2ee/keys';
import { decodeBase64UrlOfLength, equalConstantTime, toBase64Url } from '@sealwave/kernel';
import { type JsonForm, PrivateJsonFile } from '@sealwave/node/config';
import { isDisplayName } from '@sealwave/room';

const VERSION = 1;
const POINT_BYTES = 65;
/** People who were met and not verified; the oldest are forgotten first. Anybody with the link can make new identities. */
const MAX_MET = 500;

type People = readonly RememberedPerson[];

/** The people that this device has met in one room, and whether it has verified them. */
export class PeopleFile {
  private readonly file: PrivateJsonFile<People>;

  /**
   * @param folder the data folder.
   * @param room id of the room.
   */
  constructor(folder: string, room: string) {
    this.file = new PrivateJsonFile(join(folder, 'rooms', `${room}.json`), PEOPLE);
  }

  /** Everybody who is remembered. @throws PrivateJsonError when the file cannot be read. */
  read(): People {
    return this.file.read();
  }

  /**
   * Stores somebody instead of others of the same name.
   * @throws PrivateJsonError when the file cannot be written.
   */
  remember(person: RememberedPerson): void {
    this.file.update((people) => [
      ...people.filter((each) => !isSame(each, person) && !isSameName(each.name, person.name)),
      person,
    ]);
  }

  /**
   * Stores people who were met. Those who are remembered stay as they are.
   * @throws PrivateJsonError when the file cannot be written.
   */
  meet(met: People): void {
    const isNew = (known: People) => (person: RememberedPerson) =>
      !known.some((each) => isSame(each, person));
    if (!met.some(isNew(this.read()))) return;
    this.file.update((people) => withoutOldest([...people, ...met.filter(isNew(people))]));
  }
}

function isSame(one: RememberedPerson, other: RememberedPerson): boolean {
  return equalConstantTime(one.identity, other.identity);
}

function withoutOldest(people: People): People {
  const met = people.filter(({ verified }) => !verified);
  const forgotten = new Set(met.slice(0, Math.max(0, met.length - MAX_MET)));
  return people.filter((person) => !forgotten.has(person));
}

const PEOPLE: JsonForm<People> = {
  name: 'a list of people',
  empty: [],
  isSecret: true,
  parse: (json) => {
    const { version, people }: { version?: unknown; people?: unknown } = Object(json);
    if (version !== VERSION || !Array.isArray(people)) return null;
    const read = (people as unknown[]).map(readPerson);
    return read.every((person) => person !== null) ? read : null;
  },
  toJson: (people) => ({
    version: VERSION,
    people: people.map((person) => ({ ...person, identity: toBase64Url(person.identity) })),
  }),
};

function readPerson(json: unknown): RememberedPerson | null {
  const { name, identity, verified }: Readonly<Record<string, unknown>> = Object(json);
  if (typeof name !== 'string' || typeof verified !== 'boolean') return null;
  // Somebody without a name can be verified, too.
  if (name !== '' && !isDisplayName(name)) return null;
  const point =
    typeof identity === 'string' ? decodeBase64UrlOfLength(identity, POINT_BYTES) : null;
  return point && { name, identity: point, verified };
}

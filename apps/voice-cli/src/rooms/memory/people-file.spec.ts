import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PeopleFile } from './people-file';

const ROOM = 'A'.repeat(24);
const point = (byte: number) => new Uint8Array(65).fill(byte);
const met = (name: string, byte: number) => ({ name, identity: point(byte), verified: false });
const verified = (name: string, byte: number) => ({ ...met(name, byte), verified: true });

describe('PeopleFile', () => {
  let folder: string;
  let people: PeopleFile;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sealwave-'));
    people = new PeopleFile(folder, ROOM);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('remembers people of one room across processes, privately', () => {
    expect(people.read()).toEqual([]);
    people.remember(verified('Ann', 1));
    people.meet([met('Ben', 2)]);
    expect(new PeopleFile(folder, ROOM).read()).toEqual([verified('Ann', 1), met('Ben', 2)]);
    expect(new PeopleFile(folder, 'B'.repeat(24)).read()).toEqual([]);
    expect(statSync(join(folder, 'rooms', `${ROOM}.json`)).mode & 0o777).toBe(0o600);
  });

  it('replaces others of the same name when somebody is verified', () => {
    people.remember(verified('Ann', 1));
    people.meet([met('ann', 2)]);
    people.remember(verified('ANN', 3));
    expect(people.read()).toEqual([verified('ANN', 3)]);
  });

  it('leaves those whom it knows as they are when they are met again', () => {
    people.remember(verified('Ann', 1));
    people.meet([met('Eve', 1)]);
    expect(people.read()).toEqual([verified('Ann', 1)]);
  });

  it('forgets the oldest of many who were only met, and nobody who was verified', () => {
    people.remember(verified('Ann', 1));
    const many = Array.from({ length: 600 }, (_, i) => {
      const identity = point(0);
      identity.set([i >> 8, i & 255, 1]);
      return { name: `P${i}`, identity, verified: false };
    });
    people.meet(many);
    const names = people.read().map(({ name }) => name);
    expect(names).toHaveLength(501);
    expect(names.slice(0, 2)).toEqual(['Ann', 'P100']);
  });

  it.each([
    '{"version":2,"people":[]}',
    '{"version":1,"people":[{"name":"Ann"}]}',
    `{"version":1,"people":[{"name":"Ann","identity":"AAAA","verified":true}]}`,
  ])('refuses a file with %s', (text) => {
    people.remember(verified('Ann', 1));
    writeFileSync(join(folder, 'rooms', `${ROOM}.json`), text);
    expect(() => people.read()).toThrow('is not a list of people');
  });
});

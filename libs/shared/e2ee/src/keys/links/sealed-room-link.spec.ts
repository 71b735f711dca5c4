import { ErrorCode, fromBase64Url, toBase64Url, toHex, type VoiceError } from '@sealwave/kernel';
import { RoomFlag } from '@sealwave/room';
import * as fc from 'fast-check';
import { KNOWN_LINK } from '../../testing/room-fixture';
import { SealedRoomLink } from './sealed-room-link';

const { readVectors } = globalThis as { readVectors?: (path: string) => string | undefined };
const text = readVectors?.('generated/room-v2-kat.json');
const itWithVectors = text === undefined ? it.skip : it;

const { id: ID, fragment: FRAGMENT, moderation: MODERATION } = KNOWN_LINK;
const codeOf = (id: string, fragment: string): Promise<string> =>
  SealedRoomLink.parse(id, fragment).then(
    () => 'accepted',
    (error: unknown) => (error as VoiceError).code,
  );

describe('the known answers of the design', () => {
  itWithVectors('are what its link leads to', async () => {
    const known = JSON.parse(text!) as Record<string, string>;
    const link = await SealedRoomLink.parseUrl(new URL(known['link'] + known['moderator']));
    const credential = await link.credential();
    expect(link.id).toBe(known['id']);
    expect(link.role).toBe('moderator');
    expect('access' in credential && toHex(credential.access)).toBe(known['access']);
    expect('access' in credential && toHex(credential.moderator)).toBe(known['P']);
    expect(link.forMembers().href('https://host/')).toBe(known['link']);
    expect(link.href('https://host/')).toBe(known['link'] + known['moderator']);
  });
});

describe('a link that was just made', () => {
  it.each([0, RoomFlag.Keeps, RoomFlag.Radio, RoomFlag.Keeps | RoomFlag.Radio])(
    'leads back to a room with flags %i',
    async (flags) => {
      const made = await SealedRoomLink.make(flags);
      const read = await SealedRoomLink.parseUrl(new URL(made.href('https://voice.example/de/')));
      expect(read.fragment).toBe(made.fragment);
      expect([read.id, read.flags, read.role]).toEqual([made.id, flags, 'moderator']);
      expect(await read.keys()).toMatchObject({ flags, room: fromBase64Url(made.id) });
    },
  );

  it('makes members who do not moderate, of the same room and keys', async () => {
    const made = await SealedRoomLink.make(0);
    const member = made.forMembers();
    expect([member.id, member.role, await member.moderator()]).toEqual([made.id, 'member', null]);
    expect(toHex((await member.keys()).meta)).toBe(toHex((await made.keys()).meta));
    expect(member.fragment).not.toContain('d=');
  });

  it('makes listeners, who have all keys to hear and none to speak', async () => {
    const made = await SealedRoomLink.make(RoomFlag.Keeps);
    const listener = (await made.forListeners(1_800_000_000_999))!;
    const read = await SealedRoomLink.parse(listener.id, listener.fragment);
    const [own, other] = [await made.keys(), await read.keys()];
    expect([read.role, read.expiresAtMs]).toEqual(['listener', 1_800_000_000_000]);
    expect({ ...other, speakKey: 0 }).toEqual({ ...own, speakKey: 0 });
    expect(other.speakKey).toBeNull();
    expect(listener.fragment).not.toMatch(/[&]k=|[&]d=/);
    expect(await read.credential()).toMatchObject({ id: made.id, claims: expect.any(String) });
    expect(read.forMembers()).toBe(read);
    expect(await read.forListeners(0)).toBeNull();
    expect(await made.forMembers().forListeners(0)).toBeNull();
  });

  it('changes to another room with the same moderators and other keys', async () => {
    const made = await SealedRoomLink.make(RoomFlag.Radio);
    const changed = (await made.changed())!;
    expect(changed.id).not.toBe(made.id);
    expect(changed.flags).toBe(made.flags);
    expect((await changed.moderator())!.point).toEqual((await made.moderator())!.point);
    expect(toHex((await changed.keys()).psk)).not.toBe(toHex((await made.keys()).psk));
    expect(await made.forMembers().changed()).toBeNull();
  });

  it('shows nothing of its secrets', async () => {
    const made = await SealedRoomLink.make(0);
    const shown = JSON.stringify(made) + String(made) + JSON.stringify(await made.moderator());
    for (const secret of /k=(.*)&d=(.*)/.exec(made.fragment)!.slice(1)) {
      expect(shown).not.toContain(secret);
    }
  });
});

describe('TM-T3: a link that is refused', () => {
  const token = `v2.${ID}.1800000000.2.${'N'.repeat(16)}.${'M'.repeat(43)}`;
  const listening = `v=2&f=03&p=9rmmnZ45mZvtIil3nFZkRA&l=${'L'.repeat(42)}A&s=A${'A'.repeat(43)}&t=${token}`;

  it.each([
    [
      'an old id',
      'AAECAwQFBgcICQoLDA0ODw',
      `v=1&k=${'A'.repeat(43)}`,
      ErrorCode.RoomLinkUnsupported,
    ],
    ['an old id alone', 'AAECAwQFBgcICQoLDA0ODw', '', ErrorCode.RoomLinkUnsupported],
    ['an old version', ID, FRAGMENT.replace('v=2', 'v=1'), ErrorCode.RoomLinkUnsupported],
    ['a version to come', ID, FRAGMENT.replace('v=2', 'v=3'), ErrorCode.RoomLinkUnsupported],
    ['a flag to come', ID, FRAGMENT.replace('f=03', 'f=07'), ErrorCode.RoomLinkUnsupported],
    ['nothing behind the #', ID, '', ErrorCode.RoomLinkInvalid],
    ['no version', ID, FRAGMENT.replace('v=2&', ''), ErrorCode.RoomLinkInvalid],
    ['no flags', ID, FRAGMENT.replace('f=03&', ''), ErrorCode.RoomLinkInvalid],
    ['flags of another form', ID, FRAGMENT.replace('f=03', 'f=3'), ErrorCode.RoomLinkInvalid],
    ['other flags', ID, FRAGMENT.replace('f=03', 'f=02'), ErrorCode.RoomLinkInvalid],
    ['no moderator', ID, FRAGMENT.replace(/p=[^&]*&/, ''), ErrorCode.RoomLinkInvalid],
    ['another moderator', ID, FRAGMENT.replace('p=9', 'p=8'), ErrorCode.RoomLinkInvalid],
    ['no secret', ID, FRAGMENT.replace(/&k=.*/, ''), ErrorCode.RoomLinkInvalid],
    ['a secret with more behind it', ID, `${FRAGMENT}.`, ErrorCode.RoomLinkInvalid],
    ['another secret', ID, FRAGMENT.replace('k=AA', 'k=AB'), ErrorCode.RoomLinkInvalid],
    ['another id', `g${ID.slice(1)}`, FRAGMENT, ErrorCode.RoomLinkInvalid],
    ['an id cut short', ID.slice(1), FRAGMENT, ErrorCode.RoomLinkInvalid],
    [
      'a key of another moderator',
      ID,
      `${FRAGMENT}&d=${'B'.repeat(42)}A`,
      ErrorCode.RoomLinkInvalid,
    ],
    [
      'zero as key of a moderator',
      ID,
      `${FRAGMENT}&d=${'A'.repeat(43)}`,
      ErrorCode.RoomLinkInvalid,
    ],
    ['no point to check speakers by', ID, listening, ErrorCode.RoomLinkInvalid],
    ['the token of another room', ID, listening.replace(ID, ID.toLowerCase()), 'room_link_invalid'],
    ['a token cut short', ID, listening.slice(0, -1), ErrorCode.RoomLinkInvalid],
    ['a text without end', ID, `${FRAGMENT}&x=${'x'.repeat(5000)}`, ErrorCode.RoomLinkInvalid],
  ])('has %s', async (_, id, fragment, code) => {
    expect(await codeOf(id, fragment)).toBe(code);
  });

  it('was cut anywhere by a messenger', async () => {
    const whole = FRAGMENT + MODERATION;
    for (let length = 0; length < whole.length; length++) {
      // What is left before the key of a moderator is the link of a member.
      const isWhole = length === FRAGMENT.length || length === FRAGMENT.length + 1;
      const expected = isWhole ? 'accepted' : ErrorCode.RoomLinkInvalid;
      expect(await codeOf(ID, whole.slice(0, length))).toBe(expected);
    }
  });

  it('has any one bit of its id, flags, moderator or secret changed', async () => {
    const fields = new URLSearchParams(FRAGMENT);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('p', 'k'), fc.nat({ max: 127 }), async (name, bit) => {
        const bytes = fromBase64Url(fields.get(name)!);
        bytes[bit >> 3] ^= 1 << (bit & 7);
        const changed = FRAGMENT.replace(fields.get(name)!, toBase64Url(bytes));
        expect(await codeOf(ID, changed)).toBe(ErrorCode.RoomLinkInvalid);
      }),
    );
  });

  it('does not show in what an error says of it', async () => {
    const secret = FRAGMENT.slice(-20);
    for (const fragment of [`${FRAGMENT}&d=${secret}`, FRAGMENT.slice(0, -1)]) {
      const error: unknown = await SealedRoomLink.parse(ID, fragment).catch((e: unknown) => e);
      expect(JSON.stringify(error) + String(error)).not.toContain(secret.slice(0, 10));
    }
  });
});

describe('a link with fields that are not known', () => {
  it('is read all the same', async () => {
    const link = await SealedRoomLink.parse(ID, `#x=1&${FRAGMENT}${MODERATION}&y=2`);
    expect([link.role, link.fragment]).toEqual(['moderator', FRAGMENT + MODERATION]);
    expect((await link.keys()).room).toEqual(fromBase64Url(ID));
  });
});

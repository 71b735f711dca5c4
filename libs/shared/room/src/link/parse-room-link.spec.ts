import { ErrorCode } from '@sealwave/kernel';
import { RoomRight } from './room-claims';
import { parseRoomLink, strongerOf } from './room-capability';
import { credentialOf, fragmentOf, linkFor, makeRoom, termsOf } from './room-capability';
import { openingKeys, provingKey } from './room-credential';
import { RoomToken } from './room-token';

const BASE = 'https://voice.example/de/';
const made = makeRoom();
const openUrl = ({ pathname, hash }: URL) => parseRoomLink(pathname.split('/').at(-1) ?? '', hash);
const linkOf = (role: 'listener' | 'member' | 'moderator') => linkFor(made, role, BASE);
const opened = async (role: 'listener' | 'member' | 'moderator') =>
  openUrl(new URL(await linkOf(role)));

describe('parseRoomLink', () => {
  it.each(['listener', 'member', 'moderator'] as const)(
    "reads a %s's link as exactly that role",
    async (role) => {
      const capability = await opened(role);
      expect(capability.id).toBe(made.id);
      expect(termsOf(capability)).toMatchObject({ role });
      expect(parseRoomLink(made.id, fragmentOf(capability))).toEqual(capability);
    },
  );

  it('makes a credential with the access key, and not with the secret', async () => {
    const { access } = (await credentialOf({ ...made, moderation: null })) as { access: string };
    expect(await credentialOf(await opened('member'))).toEqual({ id: made.id, access });
    const { moderation } = made;
    expect(await credentialOf(await opened('moderator'))).toEqual({
      id: made.id,
      access,
      moderation,
    });
    const token = await credentialOf(await opened('listener'));
    expect(Object.keys(token)).toEqual(['id', 'claims', 'mac']);
  });

  it('proves a room with its strongest key, and creates none with a token', async () => {
    const [listener, moderator] = await Promise.all(
      (['listener', 'moderator'] as const).map(async (role) => credentialOf(await opened(role))),
    );
    expect(openingKeys(listener)).toBeNull();
    expect(provingKey(moderator)).toEqual(openingKeys(moderator)?.moderation);
  });

  it('ignores a damaged moderation key', async () => {
    const fragment = new URL(await linkOf('moderator')).hash.slice(1, -1);
    expect(termsOf(parseRoomLink(made.id, fragment)).role).toBe('member');
  });

  it('knows when a token expires', async () => {
    const about = { room: made.id, expiresAt: 1_700_000_000, rights: RoomRight.Speak };
    const token = await RoomToken.issue(made.moderation ?? '', about);
    const capability = parseRoomLink(made.id, token.fragment);
    expect(termsOf(capability)).toEqual({ role: 'member', expiresAtMs: 1_700_000_000_000 });
  });

  it.each(['not/a/room', 'r', ''])('refuses an address that ends in %j', (path) => {
    expect(() => openUrl(new URL(`${path}#${fragmentOf(made)}`, BASE))).toThrow(
      expect.objectContaining({ code: ErrorCode.RoomLinkInvalid }),
    );
  });

  it('prefers the stronger link to the same room, and never one to another room', async () => {
    const member = await opened('member');
    const known = fragmentOf(made);
    expect(termsOf(strongerOf(member, known)).role).toBe('moderator');
    expect(strongerOf(member, null)).toBe(member);
    expect(strongerOf(member, fragmentOf(makeRoom()))).toBe(member);
  });
});

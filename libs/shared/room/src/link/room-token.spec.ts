import { ErrorCode, fromBase64Url, toBase64Url } from '@sealwave/kernel';
import { parseRoomClaims, RoomRight } from './room-claims';
import { RoomToken } from './room-token';

const room = 'AAECAwQFBgcICQoLDA0ODw';
const key = toBase64Url(new Uint8Array(32).fill(5));
const about = { room, expiresAt: 1_700_000_000, rights: RoomRight.Listen };

describe('RoomToken', () => {
  const issued = () => RoomToken.issue(key, about);

  it('has claims with a MAC under the key of the room', async () => {
    const { claims, mac } = await issued();
    expect(parseRoomClaims(claims)).toMatchObject(about);
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const secret = await crypto.subtle.importKey('raw', fromBase64Url(key), algorithm, false, [
      'sign',
    ]);
    const text = new TextEncoder().encode(`svc-token-v1\0${claims}`);
    const expected = new Uint8Array(await crypto.subtle.sign('HMAC', secret, text));
    expect(mac).toBe(toBase64Url(expected));
    expect((await issued()).claims).not.toBe(claims);
  });

  it('makes a link that parses to the same token, and to nothing more', async () => {
    const token = await issued();
    const link = new URL(token.link('https://voice.example/de/'));
    expect(link.pathname).toBe(`/de/r/${room}`);
    expect(link.hash).not.toContain(key);
    const read = RoomToken.read(room, link.hash);
    expect([read.id, read.claims, read.mac]).toEqual([room, token.claims, token.mac]);
  });

  it('does not reveal its MAC', async () => {
    const token = await issued();
    expect(JSON.stringify(token)).toBe(JSON.stringify({ id: room, claims: token.claims }));
  });

  it.each<[string, (fragment: string) => string]>([
    ['has lost its end', (fragment) => fragment.slice(0, -1)],
    ['has lost its beginning', () => 'v=1&t=.'],
    ['is not there', () => 'v=1'],
    ['has no dots', () => `v=1&t=${'A'.repeat(43)}`],
    ['has unknown claims', (fragment) => fragment.replace('t=v1', 't=v7')],
  ])('is refused when it %s', async (_, damage) => {
    const { fragment } = await issued();
    const broken = expect.objectContaining({ code: ErrorCode.RoomLinkInvalid });
    expect(() => RoomToken.read(room, damage(fragment))).toThrow(broken);
    expect(() => RoomToken.read('B'.repeat(22), fragment)).toThrow(broken);
  });

  it.each(['&m=mls', ''])('is refused when the link asks for more (%j)', async (more) => {
    const { fragment } = await issued();
    const asking = more === '' ? fragment.replace('v=1', 'v=2') : fragment + more;
    expect(() => RoomToken.read(room, asking)).toThrow(
      expect.objectContaining({ code: ErrorCode.RoomLinkUnsupported }),
    );
  });
});

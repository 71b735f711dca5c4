import { TestBed } from '@angular/core/testing';
import { parseRoomClaims, type RoomCredential } from '@sealwave/room';
import { GatewayClient, type Visit } from '@sealwave/web/gateway-client';
import { type RoomLink, SealedLinks } from '@sealwave/web/sealed-room';
import { WORKERS_IN_PROCESS } from '@sealwave/web/sealed-room/fixtures';
import { RecordingGatewayClient } from './testing/gateway-fixture';
import { RoomService } from './room.service';

describe('RoomService', () => {
  let gateway: RecordingGatewayClient;
  let rooms: RoomService;

  /** Opens the page in a tab that keeps its storage. */
  function open(): void {
    TestBed.resetTestingModule();
    gateway = new RecordingGatewayClient();
    TestBed.configureTestingModule({
      providers: [{ provide: GatewayClient, useValue: gateway }, WORKERS_IN_PROCESS],
    });
    rooms = TestBed.inject(RoomService);
  }
  /** A link of another room, for members. */
  const made = async (): Promise<RoomLink> => {
    const links = TestBed.inject(SealedLinks);
    const link = await links.make();
    return links.parse(link.id, link.fragment.replace(/&d=.*/, ''));
  };
  const visited = (count = 1): Promise<Visit> => gateway.visited(count);

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    open();
  });

  it('enters the lobby without a name, until the person has one', async () => {
    rooms.enterLobby();
    expect(await visited()).toEqual({});
    expect(rooms.rename('  Ann ')).toBe(true);
    expect(await gateway.targeted()).toEqual({ name: 'Ann' });
    expect(gateway.visits).toHaveLength(1);
    open();
    rooms.restoreLast();
    expect(await visited()).toEqual({ name: 'Ann' });
  });

  it.each(['a\u202eb', 'a\nb', 'a'.repeat(41)])('does not accept %j as a name', (name) => {
    expect(rooms.rename(name)).toBe(false);
    expect(rooms.name()).toBe('');
  });

  it("sends the gateway the key derived from a link's secret, and not the secret", async () => {
    const invite = await made();
    rooms.enter(invite.id, invite.fragment);
    expect(await visited()).toEqual({ room: invite.credential });
    expect(JSON.stringify(gateway.visits)).not.toContain(
      new URLSearchParams(invite.fragment).get('k'),
    );
  });

  it('sends the gateway no name in a room', async () => {
    const invite = await made();
    rooms.enter(invite.id, invite.fragment);
    await visited();
    rooms.rename('Ann');
    expect(JSON.stringify([gateway.visits, gateway.targets])).not.toContain('Ann');
  });

  it('returns to a room of its tab without the secret in the address', async () => {
    const invite = await made();
    rooms.enter(invite.id, invite.fragment);
    await visited();
    open();
    rooms.enter(invite.id, null);
    expect(await visited()).toMatchObject({ room: { id: invite.id } });
  });

  describe('of a room that it created', () => {
    let id: string;
    let key: RoomLink;
    let room: RoomCredential | undefined;
    beforeEach(async () => {
      id = (await rooms.make()) ?? '';
      rooms.enter(id, null);
      ({ room } = await visited());
      const entered = rooms.key();
      if (!entered) throw new Error('there is no room');
      key = entered;
    });
    const fragment = (link: string) => new URL(link).hash.slice(1);
    const secretOf = (link: string) => new URLSearchParams(fragment(link)).get('d');

    it('has an invite without, and a link with the right to moderate, which no server is told', async () => {
      expect(key.role).toBe('moderator');
      expect(secretOf(await rooms.link(key, 'member'))).toBeNull();
      const link = await rooms.link(key, 'moderator');
      const secret = secretOf(link);
      expect(secret).toHaveLength(43);
      open();
      rooms.enter(id, fragment(link));
      expect(await visited()).toEqual({ room });
      expect(rooms.key()?.role).toBe('moderator');
      expect(JSON.stringify(gateway.visits)).not.toContain(secret);
    });

    it('has a listen-only link for a day, without any other secret', async () => {
      const link = await rooms.link(key, 'listener');
      const fields = new URLSearchParams(key.fragment);
      for (const name of ['k', 'd']) expect(link).not.toContain(fields.get(name));
      open();
      rooms.enter(id, fragment(link));
      const { room: shown } = await visited();
      const { claims, mac } = shown as RoomCredential & { claims: string; mac: string };
      expect(shown).toEqual({ id, claims, mac });
      expect(parseRoomClaims(claims)).toMatchObject({ room: id, rights: 2 });
      const leftS = (parseRoomClaims(claims)?.expiresAt ?? 0) - Date.now() / 1000;
      expect(leftS).toBeGreaterThan(86_000);
      expect(leftS).toBeLessThanOrEqual(86_400);
    });

    it('keeps the right to moderate when it opens its own invite', async () => {
      const invite = fragment(await rooms.link(key, 'member'));
      open();
      rooms.enter(id, invite);
      await visited();
      expect(rooms.key()?.role).toBe('moderator');
    });
  });

  it.each(['   ', ' Ann', 7])('has no name where the browser stored %j', (name) => {
    localStorage.setItem('sealwave.name', JSON.stringify(name));
    open();
    expect(rooms.name()).toBe('');
  });

  it.each([
    ['incomplete', null],
    ['broken', 'v=2&f=00&p=short'],
    ['outdated', `v=1&k=${'A'.repeat(43)}`],
    ['unsupported', `v=3&k=${'A'.repeat(43)}`],
  ])(
    'enters nothing, and least of all the lobby, by an address that is %s',
    (problem, fragment) => {
      rooms.enter('A'.repeat(24), fragment);
      expect(rooms.problem()).toBe(problem);
      expect(gateway.visits).toEqual([]);
      expect(gateway.stranded).toBe(1);
      rooms.rename('Ann');
      expect([gateway.visits, gateway.targets]).toEqual([[], []]);
    },
  );

  it('does not return to a room because of a slow step', async () => {
    const invite = await made();
    rooms.enter(invite.id, invite.fragment);
    rooms.enterLobby();
    await TestBed.inject(SealedLinks).parse(invite.id, invite.fragment);
    expect(await visited()).toEqual({});
    expect(gateway.visits).toHaveLength(1);
  });

  it('stays in its place while the person looks at another page', async () => {
    const invite = await made();
    rooms.enter(invite.id, invite.fragment);
    await visited();
    rooms.restoreLast();
    expect(rooms.key()?.id).toBe(invite.id);
    expect(gateway.visits).toHaveLength(1);
  });
});

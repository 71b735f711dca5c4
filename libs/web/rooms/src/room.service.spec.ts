import { TestBed } from '@angular/core/testing';
import { parseRoomClaims, type RoomCredential } from '@sealwave/room';
import { type InviteCapability, RoomInvite } from '@sealwave/room/link';
import { GatewayClient, type Visit } from '@sealwave/web/gateway-client';
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
      providers: [{ provide: GatewayClient, useValue: gateway }],
    });
    rooms = TestBed.inject(RoomService);
  }
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
    const invite = RoomInvite.make();
    rooms.enter(invite.id, invite.fragment);
    const access = await invite.access();
    expect(await visited()).toEqual({ room: { id: invite.id, access } });
    expect(JSON.stringify(gateway.visits)).not.toContain(
      new URLSearchParams(invite.fragment).get('k'),
    );
  });

  it('returns to a room of its tab without the secret in the address', async () => {
    const invite = RoomInvite.make();
    rooms.enter(invite.id, invite.fragment);
    await visited();
    open();
    rooms.enter(invite.id, null);
    expect(await visited()).toMatchObject({ room: { id: invite.id } });
  });

  describe('of a room that it created', () => {
    let id: string;
    let key: InviteCapability;
    let room: RoomCredential | undefined;
    beforeEach(async () => {
      id = rooms.make();
      rooms.enter(id, null);
      ({ room } = await visited());
      const made = rooms.key();
      if (!made || !('invite' in made)) throw new Error('there is no room');
      key = made;
    });
    const fragment = (link: string) => new URL(link).hash.slice(1);

    it('has an invite without, and a link with the right to moderate', async () => {
      expect(room).toMatchObject({ id, moderation: expect.stringMatching(/^[\w-]{43}$/) });
      expect(await rooms.link(key, 'member')).not.toContain('t=');
      const link = await rooms.link(key, 'moderator');
      open();
      rooms.enter(id, fragment(link));
      expect(await visited()).toEqual({ room });
    });

    it('has a listen-only link for a day, without any other secret', async () => {
      const link = await rooms.link(key, 'listener');
      for (const secret of [key.moderation, key.invite.fragment])
        expect(link).not.toContain(secret);
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
      rooms.enter(id, key.invite.fragment);
      expect(await visited(2)).toEqual({ room });
    });
  });

  it.each(['   ', ' Ann', 7])('has no name where the browser stored %j', (name) => {
    localStorage.setItem('sealwave.name', JSON.stringify(name));
    open();
    expect(rooms.name()).toBe('');
  });

  it.each([
    ['incomplete', null],
    ['broken', 'v=1&k=short'],
    ['unsupported', `v=2&k=${'A'.repeat(43)}`],
  ])(
    'enters nothing, and least of all the lobby, by an address that is %s',
    (problem, fragment) => {
      rooms.enter('A'.repeat(22), fragment);
      expect(rooms.problem()).toBe(problem);
      expect(gateway.visits).toEqual([]);
      expect(gateway.stranded).toBe(1);
      rooms.rename('Ann');
      expect([gateway.visits, gateway.targets]).toEqual([[], []]);
    },
  );

  it('does not return to a room because of a slow step', async () => {
    const invite = RoomInvite.make();
    rooms.enter(invite.id, invite.fragment);
    rooms.enterLobby();
    await invite.access();
    expect(await visited()).toEqual({});
    expect(gateway.visits).toHaveLength(1);
  });

  it('stays in its place while the person looks at another page', async () => {
    const invite = RoomInvite.make();
    rooms.enter(invite.id, invite.fragment);
    await visited();
    rooms.restoreLast();
    expect(rooms.key()?.id).toBe(invite.id);
    expect(gateway.visits).toHaveLength(1);
  });
});

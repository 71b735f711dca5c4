import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, type Routes, UrlSerializer } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { RoomInvite } from '@sealwave/room/link';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { ForgivingUrls } from './forgiving-urls';
import { RecordingGatewayClient } from '../testing/gateway-fixture';
import { roomAddress } from './room-address';
import { ROOM_GUARDS, RoomService } from '../room.service';

@Component({ template: '', changeDetection: ChangeDetectionStrategy.OnPush })
class Talk {}
@Component({ template: '', changeDetection: ChangeDetectionStrategy.OnPush })
class Lab {}

const routes: Routes = [
  {
    matcher: roomAddress,
    component: Talk,
    canActivate: [ROOM_GUARDS.room],
    runGuardsAndResolvers: 'always',
  },
  { path: 'lab', component: Lab, canActivate: [ROOM_GUARDS.elsewhere] },
  { path: '**', redirectTo: '' },
];

describe('the addresses of rooms', () => {
  const invite = RoomInvite.make();
  let gateway: RecordingGatewayClient;
  let rooms: RoomService;
  let harness: RouterTestingHarness;

  /** Opens the page in a tab that keeps its storage. */
  async function open(): Promise<void> {
    TestBed.resetTestingModule();
    gateway = new RecordingGatewayClient();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(routes),
        { provide: UrlSerializer, useClass: ForgivingUrls },
        { provide: GatewayClient, useValue: gateway },
      ],
    });
    rooms = TestBed.inject(RoomService);
    harness = await RouterTestingHarness.create();
  }
  const goTo = (address: string) => harness.navigateByUrl(address);
  const address = () => TestBed.inject(Location).path(true);

  beforeEach(async () => {
    sessionStorage.clear();
    await open();
  });

  it('lead into a room, and do not show its secret', async () => {
    await goTo(`/r/${invite.id}#${invite.fragment}`);
    expect(await gateway.visited()).toMatchObject({ room: { id: invite.id } });
    expect(address()).toBe(`/r/${invite.id}`);
    expect(gateway.visits).toHaveLength(1);
  });

  it('also lead there from the same address without the secret', async () => {
    await goTo(`/r/${invite.id}`);
    expect(rooms.problem()).toBe('incomplete');
    await goTo(`/r/${invite.id}#${invite.fragment}`);
    expect(await gateway.visited()).toMatchObject({ room: { id: invite.id } });
    expect([rooms.problem(), address()]).toEqual([null, `/r/${invite.id}`]);
  });

  it.each([
    ['a secret that is cut off', 'broken', `/r/${invite.id}#v=1&k=short`],
    ['a percent sign at its end', 'broken', `/r/${invite.id}#v=1&k=abc%`],
    ['something after the room', 'broken', `/r/${invite.id}/x#${invite.fragment}`],
    ['no room', 'broken', `/r#${invite.fragment}`],
    ['a later version', 'unsupported', `/r/${invite.id}#v=2&k=${'A'.repeat(43)}`],
    ['a protection that there is not', 'unsupported', `/r/${invite.id}#${invite.fragment}&m=mls`],
  ])('with %s are %s, and lead to no room', async (_, problem, link) => {
    await goTo(link);
    expect(rooms.problem()).toBe(problem);
    expect([gateway.visits, gateway.stranded]).toEqual([[], 1]);
    expect(address()).not.toContain('#');
  });

  it('do not enter a room with the link of another one', async () => {
    await goTo(`/r/${invite.id}#${invite.fragment}`);
    await gateway.visited();
    await goTo('/lab');
    await goTo(`/r/${invite.id}#${invite.fragment}&m=mls`);
    expect(rooms.problem()).toBe('unsupported');
    await open();
    await goTo(`/r/${invite.id}`);
    expect(rooms.problem()).toBe('incomplete');
    expect(gateway.visits).toEqual([]);
  });

  it('keep the page while it moves from one to another', async () => {
    const before = await goTo('/');
    expect(await goTo(`/r/${invite.id}#${invite.fragment}`)).toBe(before);
    expect(await goTo('/')).toBe(before);
  });

  it('request nothing when the page returns from the lab to its place', async () => {
    await goTo(`/r/${invite.id}#${invite.fragment}`);
    await gateway.visited();
    await goTo('/lab');
    await goTo(rooms.path().join('/'));
    expect(rooms.key()?.id).toBe(invite.id);
    expect(gateway.visits).toHaveLength(1);
  });

  it('are remembered while the page is opened in the lab', async () => {
    await goTo(`/r/${invite.id}#${invite.fragment}`);
    await gateway.visited();
    await open();
    await goTo('/lab');
    expect(await gateway.visited()).toMatchObject({ room: { id: invite.id } });
    await goTo('/');
    await open();
    await goTo('/lab');
    expect(await gateway.visited()).toEqual({});
  });

  it('that are unknown lead to the lobby', async () => {
    await goTo('/nowhere');
    expect(await gateway.visited()).toEqual({});
  });
});

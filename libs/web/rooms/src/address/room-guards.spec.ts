import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, type Routes, UrlSerializer } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { type RoomLink, SealedLinks } from '@sealwave/web/sealed-room';
import { WORKERS_IN_PROCESS } from '@sealwave/web/sealed-room/fixtures';
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
  let invite: RoomLink;
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
        WORKERS_IN_PROCESS,
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
    invite ??= await TestBed.inject(SealedLinks).make();
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
    ['a secret that is cut off', 'broken', () => `/r/${invite.id}#v=2&f=00&p=short`],
    ['a percent sign at its end', 'broken', () => `/r/${invite.id}#v=2&f=00&p=abc%`],
    ['something after the room', 'broken', () => `/r/${invite.id}/x#${invite.fragment}`],
    ['no room', 'broken', () => `/r#${invite.fragment}`],
    ['version 1', 'outdated', () => `/r/${'A'.repeat(22)}#v=1&k=${'A'.repeat(43)}`],
    ['a later version', 'unsupported', () => `/r/${invite.id}#v=3&k=${'A'.repeat(43)}`],
    [
      'an unknown flag',
      'unsupported',
      () => `/r/${invite.id}#${invite.fragment.replace('f=00', 'f=80')}`,
    ],
  ])('with %s are %s, and lead to no room', async (_, problem, link) => {
    await goTo(link());
    expect(rooms.problem()).toBe(problem);
    expect([gateway.visits, gateway.stranded]).toEqual([[], 1]);
    expect(address()).not.toContain('#');
  });

  it('do not enter a room with the link of another one', async () => {
    await goTo(`/r/${invite.id}#${invite.fragment}`);
    await gateway.visited();
    await goTo('/lab');
    await goTo(`/r/${invite.id}#${invite.fragment.replace('f=00', 'f=80')}`);
    expect(rooms.problem()).toBe('unsupported');
    await open();
    await goTo(`/r/${invite.id}`);
    expect(rooms.problem()).toBe('incomplete');
    expect(gateway.visits).toEqual([]);
  });

  it('whose parts do not belong together lead to no room', async () => {
    await goTo(`/r/${invite.id}#${invite.fragment.replace('f=00', 'f=01')}`);
    while (rooms.problem() === null) await new Promise((resolve) => setTimeout(resolve));
    expect(rooms.problem()).toBe('broken');
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

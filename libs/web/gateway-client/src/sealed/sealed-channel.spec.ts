import { TestBed } from '@angular/core/testing';
import type { ServerConnected } from '@sealwave/contracts';
import { ErrorCode, toBase64Url } from '@sealwave/kernel';
import { rosterOf } from '@sealwave/room';
import { GatewayClient } from '../gateway-client';
import { GATEWAY_SOCKET } from '../socket/gateway-socket';
import { ScriptedSocket, SERVER } from '../testing/gateway-socket-fixtures';
import type { SealedEvent } from './sealed-event';

const id = 'R'.repeat(24);
const access = 'B'.repeat(42) + 'A';
const credential = { id, access, flags: 0, moderator: 'A'.repeat(22) };
const members = [{ n: 1, name: null }];
const room = { id, ...rosterOf({ t: 'joined', caps: [], you: 1, members }) };
const exporterOf = (n: number) => new Uint8Array(32).fill(n);
const connected = (n: number): ServerConnected => ({
  ...{ ...SERVER, room },
  exporter: toBase64Url(exporterOf(n)),
});
const outside = { code: ErrorCode.NotConnected };
const announce = { t: 'announce', data: Uint8Array.of(1, 2, 3) } as const;

describe('the sealed room of GatewayClient', () => {
  let socket: ScriptedSocket;
  let client: GatewayClient;
  let events: SealedEvent[];

  beforeEach(async () => {
    jest.useFakeTimers();
    socket = new ScriptedSocket();
    socket.serverAnswer = () => Promise.resolve(connected(7));
    TestBed.configureTestingModule({ providers: [{ provide: GATEWAY_SOCKET, useValue: socket }] });
    client = TestBed.inject(GatewayClient);
    events = [];
    client.sealed.events.subscribe((event) => events.push(event));
    client.join({ room: credential });
    await socket.opensUp();
  });
  afterEach(() => {
    TestBed.resetTestingModule();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  const entered = (n: number) => ({ kind: 'entered', room, exporter: exporterOf(n) });
  const newest = () => events.splice(0);

  it('is entered with its credential, and says who is there', () => {
    expect(socket.visits).toEqual([{ room: credential }]);
    expect(newest()).toEqual([entered(7)]);
    expect(client.sealed.exporter()).toEqual(exporterOf(7));
  });

  it('brings what others send, in order', () => {
    newest();
    const joined = { ...room, members: [...room.members, { ...room.members[0], n: 2 }] };
    socket.events.room_changed(joined);
    socket.events.sealed_record({ t: 'direct', n: 2, data: 'AQID' });
    const part = Uint8Array.of(1, 2).buffer as unknown as Uint8Array;
    socket.events.sealed_part({ n: 2, part });
    socket.events.sealed_sent({ id: '0'.repeat(32), recipients: 1 });
    const data = Uint8Array.of(1, 2, 3);
    expect(newest()).toEqual([
      { kind: 'roster', room: joined },
      { kind: 'record', record: { t: 'direct', n: 2, data } },
      { kind: 'part', n: 2, part: Uint8Array.of(1, 2) },
      { kind: 'sent', id: '0'.repeat(32), recipients: 1 },
    ]);
  });

  it('is entered again on each connection to the voice server, and left in between', async () => {
    newest();
    socket.events.disconnected({ reason: 'connection_lost' });
    expect(client.sealed.exporter()).toBeNull();
    await expect(client.sealed.sendRecord(announce)).rejects.toMatchObject(outside);
    socket.events.sealed_record({ t: 'announce', n: 2, data: 'AA' });
    socket.events.server_reconnecting({ attempt: 1, delayMs: 10 });
    socket.events.server_connected(connected(8));
    expect(newest()).toEqual([{ kind: 'left' }, entered(8)]);
    socket.breaks();
    socket.serverAnswer = () => Promise.resolve(connected(9));
    await socket.opensUp();
    expect(newest()).toEqual([{ kind: 'left' }, entered(9)]);
  });

  it('is not entered again because of another name, and tells no server any name', async () => {
    newest();
    client.join({ room: credential, name: 'Ann' });
    client.setDestination({ room: credential, name: 'Ben' });
    await jest.advanceTimersByTimeAsync(0);
    socket.events.server_connected(connected(7));
    expect(newest()).toEqual([]);
    expect(socket.visits).toEqual([{ room: credential }]);
  });

  it('is left when the page leaves, and for a room that is not sealed', async () => {
    newest();
    socket.serverAnswer = () => Promise.resolve({ ...SERVER, room });
    client.join({});
    await jest.advanceTimersByTimeAsync(0);
    expect(newest()).toEqual([{ kind: 'left' }]);
    expect(client.state()).toMatchObject({ kind: 'connected' });
    await expect(client.sealed.sendPart(Uint8Array.of(1))).rejects.toMatchObject(outside);
  });

  it('is sent records and parts as events have them', async () => {
    const point = new Uint8Array(65);
    const signature = new Uint8Array(64);
    await client.sealed.sendRecord({ t: 'direct', n: 2, data: Uint8Array.of(1, 2, 3) });
    await client.sealed.sendRecord({ t: 'prove', point, signature, tokenKey: exporterOf(0) });
    await client.sealed.sendPart(Uint8Array.of(5));
    expect(socket.sealed).toEqual([
      { t: 'direct', n: 2, data: 'AQID' },
      {
        t: 'prove',
        point: toBase64Url(point),
        signature: toBase64Url(signature),
        tokenKey: toBase64Url(exporterOf(0)),
      },
      { part: Uint8Array.of(5) },
    ]);
  });

  it('says why the gateway refuses, or that it does not answer', async () => {
    const busy = { code: ErrorCode.Busy, message: 'too much is waiting' };
    socket.sealedAnswer = () => Promise.resolve(busy);
    await expect(client.sealed.sendRecord(announce)).rejects.toMatchObject(busy);
    socket.sealedAnswer = () => Promise.reject(new Error('timeout'));
    const unanswered = { code: ErrorCode.Unreachable };
    await expect(client.sealed.sendPart(Uint8Array.of(1))).rejects.toMatchObject(unanswered);
  });

  it('refuses parts that still wait when it is left', async () => {
    socket.sealedAnswer = () => new Promise(() => undefined);
    void client.sealed.sendPart(Uint8Array.of(1));
    void client.sealed.sendPart(Uint8Array.of(2));
    const third = client.sealed.sendPart(Uint8Array.of(3));
    socket.events.disconnected({ reason: 'connection_lost' });
    await expect(third).rejects.toMatchObject(outside);
    expect(socket.sealed).toHaveLength(2);
  });

  it('says what this person may not do there', () => {
    newest();
    const failure = { code: ErrorCode.NotAllowed, message: 'this person is muted' };
    socket.events.server_error(failure);
    expect(newest()).toEqual([{ kind: 'refused', failure }]);
    expect(client.state()).toMatchObject({ kind: 'connected' });
  });

  it.each([
    { t: 'announce', n: 2, data: 'A' },
    { t: 'announce', n: 2, data: 'A'.repeat(5_000) },
    { t: 'announce', data: 'AA' },
    { t: 'announce', n: 'two', data: 'AA' },
    { t: 'prove', n: 2, data: 'AA' },
    { t: 'joined' },
    null,
    undefined,
  ])('refuses the malformed record %j of an evil gateway, and stays', (received) => {
    newest();
    socket.events.sealed_record(received as never);
    const failure = expect.objectContaining({ code: ErrorCode.ProtocolError });
    expect(newest()).toEqual([{ kind: 'refused', failure }]);
  });

  it.each([
    { n: 2, part: 'AQID' },
    { n: 2, part: new Uint8Array(16 * 1024 + 1) },
    { n: 2 },
    { n: 'two', part: Uint8Array.of(1) },
    null,
  ])('refuses a malformed part of an evil gateway, and stays', (received) => {
    newest();
    socket.events.sealed_part(received as never);
    const failure = expect.objectContaining({ code: ErrorCode.ProtocolError });
    expect(newest()).toEqual([{ kind: 'refused', failure }]);
  });

  it.each([
    { kind: 'record', record: { t: 'announce', n: 2 } },
    { id: 7, recipients: 1 },
    { id: '0'.repeat(32), recipients: -1 },
    null,
  ])('takes nothing else of an evil gateway for a receipt: %j', (received) => {
    newest();
    socket.events.sealed_sent(received as never);
    const failure = expect.objectContaining({ code: ErrorCode.ProtocolError });
    expect(newest()).toEqual([{ kind: 'refused', failure }]);
  });
});

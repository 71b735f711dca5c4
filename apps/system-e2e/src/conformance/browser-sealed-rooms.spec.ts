import { randomBytes } from 'node:crypto';
import type { Browser } from '../browser/browser';
import {
  enter,
  newSealedRoom,
  nextPart,
  PART,
  randomPart,
  type Visitor,
} from '../browser/sealed-room';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import { derive, join, signWith } from './transmissions/primitives';

/** Bytes of a part before its body. */
const HEAD_BYTES = 17;
const MAX_PART_BYTES = 16 * 1024;
const text = (bytes: number) => randomBytes(bytes).toString('base64url');

describe('sealed rooms for browsers (docs/protocol.md, section 8)', () => {
  let url: string;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    const voice = await startVoiceServer();
    ({ url } = await startGateway(voice.port));
  });
  afterEach(() => visitors.splice(0).forEach(({ browser }) => browser.close()));
  afterAll(stopAll);

  async function entered(
    room: object | undefined,
    transport?: 'websocket' | 'polling',
  ): Promise<Visitor> {
    const visitor = await enter(url, room, transport);
    visitors.push(visitor);
    return visitor;
  }

  /** Two people in a new room. */
  async function pair() {
    const sealed = newSealedRoom();
    const ann = await entered(sealed.credential);
    const ben = await entered(sealed.credential);
    return { ...sealed, ann, ben };
  }

  const record = ({ browser }: Visitor, payload: object) => browser.ask('sealed_record', payload);
  const part = (browser: Browser, bytes: Buffer) => browser.ask('sealed_part', { part: bytes });

  it('M8.20 bring announces to all, and to those who come later, unchanged', async () => {
    const { credential, ann, ben } = await pair();
    const data = text(512);
    expect(await record(ann, { t: 'announce', data })).toEqual({});
    const announced = { t: 'announce', n: ann.you, data };
    expect(await ben.browser.next('sealed_record')).toEqual(announced);
    const cyd = await entered(credential);
    expect(await cyd.browser.next('sealed_record')).toEqual(announced);
    expect(ann.browser.unread('sealed_record')).toBe(0);
  });

  it('M8.20 bring a direct record to its member alone, and drop one for nobody', async () => {
    const { credential, ann, ben } = await pair();
    const cyd = await entered(credential);
    const data = text(2048);
    expect(await record(ann, { t: 'direct', n: 99, data })).toEqual({});
    expect(await record(ann, { t: 'direct', n: ben.you, data })).toEqual({});
    expect(await ben.browser.next('sealed_record')).toEqual({ t: 'direct', n: ann.you, data });
    await record(ann, { t: 'direct', n: cyd.you, data: 'AA' });
    expect(await cyd.browser.next('sealed_record')).toMatchObject({ data: 'AA' });
    expect(ben.browser.unread('sealed_record')).toBe(0);
  });

  it('M8.21 bring parts to all others over each transport, byte for byte and in order, with records in between', async () => {
    const { credential, ann, ben } = await pair();
    const cyd = await entered(credential, 'polling');
    const id = randomBytes(16);
    const body = MAX_PART_BYTES - HEAD_BYTES;
    const parts = [
      randomPart(PART.header, id, 400),
      ...Array.from({ length: 20 }, () => randomPart(PART.frames, id, body)),
      randomPart(PART.trailer, id, 1),
    ];
    const order: string[] = [];
    ben.browser.socket.onAny((event: string) => order.push(event));
    for (const [i, bytes] of parts.entries()) {
      expect(await part(ann.browser, bytes)).toEqual({});
      if (i === 0) await record(ann, { t: 'direct', n: ben.you, data: 'AA' });
    }
    for (const { browser } of [ben, cyd]) {
      for (const bytes of parts) {
        const received = await nextPart(browser);
        expect(received.n).toBe(ann.you);
        expect(received.part.equals(bytes)).toBe(true);
      }
    }
    const sealed = order.filter((event) => event.startsWith('sealed_'));
    expect(sealed.slice(0, 3)).toEqual(['sealed_part', 'sealed_record', 'sealed_part']);
    const sent = { id: id.toString('hex'), recipients: 2 };
    expect(await ann.browser.next('sealed_sent')).toEqual(sent);
    expect(ann.browser.unread('sealed_part')).toBe(0);
  });

  it('M8.22 refuse what is not sealed, and rooms that are not sealed refuse what is', async () => {
    const { ann, ben } = await pair();
    const required = { code: 'e2ee_required', message: expect.any(String) };
    const audio = randomBytes(100);
    const id = '0'.repeat(32);
    const { browser } = ann;
    expect(await browser.ask('send_audio', { audio, encrypted: true })).toEqual(required);
    expect(await browser.next('audio_error')).toEqual(required);
    expect(await browser.ask('audio_part', { id, audio, offset: 0 })).toEqual(required);
    expect(await record(ann, { t: 'direct', n: ben.you, data: 'AA' })).toEqual({});
    await ben.browser.next('sealed_record');
    expect(ben.browser.unread('audio_received')).toBe(0);

    const lobby = await entered(undefined);
    const invalid = { code: 'invalid_request' };
    expect(await record(lobby, { t: 'announce', data: 'AA' })).toMatchObject(invalid);
    const bytes = randomPart(PART.header, randomBytes(16), 1);
    expect(await part(lobby.browser, bytes)).toMatchObject(invalid);
    expect(await lobby.browser.ask('round_trip')).toEqual({});
  });

  it('M8.23 make a moderator of a person who signs the exporter of this connection, and of nobody else', async () => {
    const { room, moderators, ann, ben } = await pair();
    const exporters = [ann, ben].map(({ answer }) =>
      Buffer.from(String(answer['exporter']), 'base64url'),
    );
    expect(exporters.map(({ length }) => length)).toEqual([32, 32]);
    expect(exporters[0].equals(exporters[1])).toBe(false);

    const tokenKey = derive(moderators.scalar, join('svc-e2ee-v2 token\0', room));
    const proof = (exporter: Buffer) => ({
      t: 'prove',
      point: moderators.point.toString('base64url'),
      signature: signWith(moderators, join('svc-moderator-v2\0', room, exporter)).toString(
        'base64url',
      ),
      tokenKey: tokenKey.toString('base64url'),
    });
    expect(await record(ben, proof(exporters[0]))).toEqual({});
    expect(await ben.browser.next('server_error')).toMatchObject({ code: 'not_allowed' });
    expect(await record(ben, { t: 'order', data: 'AA' })).toEqual({});
    expect(await ben.browser.next('server_error')).toMatchObject({ code: 'not_allowed' });

    const changed = nextRoom(ben.browser, ({ members }) => members[0].moderator);
    expect(await record(ann, proof(exporters[0]))).toEqual({});
    await changed;
    const data = text(512);
    expect(await record(ann, { t: 'order', data })).toEqual({});
    expect(await ben.browser.next('sealed_record')).toEqual({ t: 'order', n: ann.you, data });
  });

  it('M8.23 tell of a member before anything that it sends', async () => {
    const { credential, ann } = await pair();
    const order: unknown[] = [];
    ann.browser.socket.on('room_changed', ({ members }) => order.push(members.length));
    ann.browser.socket.on('sealed_record', ({ n }) => order.push(`record of ${n}`));
    for (const member of [3, 4, 5]) {
      const visitor = await entered(credential);
      await record(visitor, { t: 'announce', data: 'AA' });
      await ann.browser.next('sealed_record');
      expect(order.indexOf(member)).toBeGreaterThanOrEqual(0);
      expect(order.indexOf(member)).toBeLessThan(order.indexOf(`record of ${member}`));
    }
  });

  it('M8.24 TM-D10 refuse what is malformed or too long, and stay', async () => {
    const { ann, ben } = await pair();
    const invalid = { code: 'invalid_request', message: expect.any(String) };
    const bytes = randomPart(PART.frames, randomBytes(16), 10);
    const records = [
      ...[undefined, null, 7, 'announce', [], {}, { t: 'joined', data: 'AA' }],
      ...[{ t: 'announce' }, { t: 'announce', data: 'A' }, { t: 'announce', data: text(513) }],
      ...[
        { t: 'order', data: text(513) },
        { t: 'announce', data: 'A+A=' },
      ],
      ...[
        { t: 'direct', data: 'AA' },
        { t: 'direct', n: 1, data: text(2049) },
      ],
      ...[
        { t: 'direct', n: -1, data: 'AA' },
        { t: 'announce', data: randomBytes(9) },
      ],
      ...[
        { t: 'announce', data: 'A'.repeat(60_000) },
        { t: 'prove', point: text(65) },
      ],
    ];
    for (const payload of records) {
      expect(await ann.browser.ask('sealed_record', payload)).toEqual(invalid);
    }
    const parts = [
      ...[undefined, 'AQID', Buffer.alloc(0), bytes.subarray(0, HEAD_BYTES)],
      ...[Buffer.concat([Buffer.of(0), bytes.subarray(1)])],
      ...[Buffer.concat([Buffer.of(4), bytes.subarray(1)])],
      randomPart(PART.frames, randomBytes(16), MAX_PART_BYTES - HEAD_BYTES + 1),
    ];
    for (const value of parts) {
      expect(await ann.browser.ask('sealed_part', { part: value })).toEqual(invalid);
    }
    expect(await part(ann.browser, bytes)).toEqual({});
    expect((await nextPart(ben.browser)).part.equals(bytes)).toBe(true);
    expect(ben.browser.unread('sealed_record')).toBe(0);
  });
});

interface Room {
  readonly members: readonly { readonly moderator: boolean }[];
}

/** Resolves with the first room of which `holds`. */
async function nextRoom(browser: Browser, holds: (room: Room) => boolean): Promise<void> {
  for (;;) {
    const room = (await browser.next('room_changed')) as unknown as Room;
    if (holds(room)) return;
  }
}

import { ErrorCode } from '@sealwave/kernel';
import { isRoomNotice, type RoomRecord } from './room-record';
import { readRoomRecord, roomRecordFields } from './room-record-codec';
import { isRelayedRecord } from './sealed-record';

const room = 'A'.repeat(22);
const key = new Uint8Array(32).fill(7);
const records: readonly RoomRecord[] = [
  { t: 'join', room, caps: ['message1'], name: 'Änne B.', proof: key, claims: 'v1.a-b_c.7' },
  { t: 'create', room, caps: [], access: key, moderation: key, visitor: 'a1b2' },
  { t: 'joined', caps: [], you: 1, members: [{ n: 1, name: null, muted: true }], moderator: true },
  { t: 'here', n: 3, name: null, listener: true },
  { t: 'gone', n: 3 },
  { t: 'moderate', act: 'kick', n: 2 },
  { t: 'muted', n: 2, on: true },
  { t: 'sent', id: '0'.repeat(32), recipients: 4 },
  { t: 'talking', on: false, n: 4 },
  { t: 'name', name: 'Anna' },
  { t: 'name', name: null },
  { t: 'error', code: 'join_denied' },
  { t: 'create', room: 'B'.repeat(24), caps: [], access: key, flags: 3, moderator: key.slice(16) },
  { t: 'announce', data: key },
  { t: 'announce', n: 3, data: new Uint8Array(512) },
  { t: 'direct', n: 2, data: new Uint8Array(2048) },
  { t: 'order', n: 2, data: key },
  { t: 'prove', point: new Uint8Array(65), signature: new Uint8Array(64), tokenKey: key },
];

describe('a record about a room', () => {
  it.each(records)('$t reads back from JSON as it was written', (record) => {
    const json = JSON.stringify(roomRecordFields(record));
    expect(readRoomRecord(JSON.parse(json) as { t: string })).toEqual(record);
  });

  it('has its bytes in base64url, and its version if it has one', () => {
    expect(roomRecordFields({ t: 'create', room, caps: [], access: key })).toEqual({
      ...{ t: 'create', v: 1, room, caps: [] },
      access: 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc',
    });
    expect(roomRecordFields({ t: 'gone', n: 3 })).toEqual({ t: 'gone', n: 3 });
  });

  it('is null for a record of the hop, or of a later version', () => {
    for (const t of ['rekey', 'ping', 'wave']) expect(readRoomRecord({ t })).toBeNull();
  });

  it('is refused when a key has another spelling, or a field is missing', () => {
    const join = { t: 'join', v: 1, room, caps: [] };
    for (const fields of [
      { proof: 'B'.repeat(43) },
      { proof: 'AAAA' },
      { room: 'a b' },
      { v: 2 },
    ]) {
      expect(() => readRoomRecord({ ...join, ...fields })).toThrow(
        expect.objectContaining({ code: ErrorCode.ProtocolError }),
      );
    }
  });

  it.each([
    { t: 'announce', data: '' },
    { t: 'announce', data: 'A'.repeat(684) },
    { t: 'order', data: 'A'.repeat(684) },
    { t: 'direct', n: 2, data: 'A'.repeat(2732) },
    { t: 'announce', data: 'A' },
    { t: 'announce', data: 7 },
    { t: 'direct', data: 'AA' },
    { t: 'order', n: -1, data: 'AA' },
    { t: 'prove', point: 'AA', signature: 'A'.repeat(86), tokenKey: 'A'.repeat(43) },
    { t: 'create', v: 1, room, caps: [], access: 'A'.repeat(43), flags: 4 },
    { t: 'create', v: 1, room, caps: [], access: 'A'.repeat(43), moderator: 'AAAA' },
  ])('is refused when what it has for others is missing or too long: $t, %#', (fields) => {
    expect(() => readRoomRecord(fields)).toThrow(
      expect.objectContaining({ code: ErrorCode.ProtocolError }),
    );
  });

  it('takes a name away that is missing, and refuses one that is not allowed', () => {
    expect(readRoomRecord({ t: 'name' })).toEqual({ t: 'name', name: null });
    for (const name of ['', 'Ann ', 7, 'a'.repeat(41)]) {
      expect(() => readRoomRecord({ t: 'name', name })).toThrow(
        expect.objectContaining({ code: ErrorCode.ProtocolError }),
      );
    }
  });

  it('is a notice when it reports on members, and relayed when they made it', () => {
    expect(records.filter(isRelayedRecord).map(({ t }) => t)).toEqual([
      ...['announce', 'announce', 'direct', 'order'],
    ]);
    expect(records.filter(isRoomNotice).map(({ t }) => t)).toEqual([
      ...['here', 'gone', 'muted', 'sent', 'talking'],
    ]);
  });
});

import { ErrorCode } from '@sealwave/kernel';
import type { ControlRecord } from '@sealwave/node/hop';
import { encodePart } from '@sealwave/room/record';
import { eventOfAudio, eventOfPart, eventOfRecord } from './session-event';

const data = Uint8Array.of(1);
const key = new Uint8Array(32);
const point = new Uint8Array(65);
const signature = new Uint8Array(64);

describe('an event of a session', () => {
  it.each<ControlRecord>([
    { t: 'talking', on: true },
    { t: 'moderate', act: 'mute', n: 2 },
    { t: 'name', name: 'Ann' },
  ])('is a request for a record that the room applies: $t', (record) => {
    expect(eventOfRecord(record)).toEqual({ kind: 'control', request: record });
  });

  it.each<ControlRecord>([
    { t: 'announce', data },
    { t: 'direct', n: 2, data },
    { t: 'order', data },
    { t: 'prove', point, signature, tokenKey: key },
  ])('is sealed for a record that members of a sealed room send: $t', (record) => {
    expect(eventOfRecord(record)).toEqual({ kind: 'sealed', record });
  });

  it.each<ControlRecord>([
    { t: 'ping' },
    { t: 'pong' },
    { t: 'bye' },
    { t: 'error', code: 'busy' },
  ])('does not come from a record of the connection: $t', (record) => {
    expect(eventOfRecord(record)).toBeNull();
  });

  it.each<ControlRecord>([
    { t: 'join', room: 'lobby', caps: [] },
    { t: 'create', room: 'lobby', caps: [], access: key },
    { t: 'joined', caps: [] },
    { t: 'here', n: 1, name: null },
    { t: 'gone', n: 1 },
    { t: 'sent', id: '0'.repeat(32), recipients: 1 },
    { t: 'muted', n: 1, on: true },
  ])('is not made of a record that no member may send: $t', (record) => {
    expect(() => eventOfRecord(record)).toThrow(
      expect.objectContaining({ code: ErrorCode.ProtocolError }),
    );
  });

  it('has a part together with its bytes, and is not made of a malformed one', () => {
    const part = { kind: 'header', transmissionId: new Uint8Array(16), body: data } as const;
    const bytes = encodePart(part);
    expect(eventOfPart(bytes)).toEqual({ kind: 'part', part, bytes });
    expect(() => eventOfPart(bytes.subarray(0, 17))).toThrow(
      expect.objectContaining({ code: ErrorCode.ProtocolError }),
    );
  });

  it('does not come from a message without audio', () => {
    expect(eventOfAudio(data)).toEqual({ kind: 'audio', audio: data });
    expect(eventOfAudio(new Uint8Array(0))).toBeNull();
  });
});
